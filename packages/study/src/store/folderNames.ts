/** What the folder of a comparison holds for as long as that is under way. */
export const UNFINISHED = 'unfinished.json';

/** What it holds after that, where nothing is missing. */
export const FINISHED = 'finished.json';

/** The folder in it that has a file for every run. */
export const RUNS = 'runs';

/** What `writeStudy` writes, in its order. */
export const STUDY_FILES = ['timings.json', 'previews.json', 'comparison.json'] as const;
