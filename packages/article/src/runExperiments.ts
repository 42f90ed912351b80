import type { PreparedBackend } from '@losskit/backends';
import { type CompareProgress, compare, type StudyResult } from '@losskit/study';

import { runBowls } from './experiments/bowls.ts';
import type { Experiments } from './experiments/Experiments.ts';
import { runUnknownFruit } from './experiments/unknownFruit.ts';

/** Options of {@link runExperiments}. */
export interface ExperimentOptions {
  /** Paired repetitions of each training, at least 2. */
  readonly seeds: number;
  /** Trainings of the comparison at the same time. */
  readonly jobs: number;
  /** Losses by name, or `common` or `all`. Default `common`. */
  readonly losses?: readonly string[] | undefined;
  /** A folder of photographs in place of the drawn fruits, as `compare --data` takes it. */
  readonly photographs?: string | undefined;
  /** Passes over the training pictures. Default: the task's own. */
  readonly epochs?: number | undefined;
  /** Drawn pictures of bowls and for the unknown fruit. Default 900. */
  readonly pictures?: number | undefined;
  /** Folder that keeps finished runs of the comparison. */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBackend?: ((task: string, backend: PreparedBackend) => void) | undefined;
  readonly onContinue?: (() => void) | undefined;
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined;
  /** Called before each experiment that comes after the comparison. */
  readonly onExperiment?: ((name: string) => void) | undefined;
}

/** The experiments' results, with the whole comparison behind two of them. */
export interface FinishedExperiments extends Experiments {
  readonly study: StudyResult;
}

/**
 * Trains everything that the case study rests on: the comparison of losses on `linear` and `fruit`, the bowls of several
 * fruits, and the unknown fruit.
 *
 * @throws LosskitError for data that cannot be used; `interrupted` when the signal aborted.
 */
export async function runExperiments(options: ExperimentOptions): Promise<FinishedExperiments> {
  const { seeds, jobs, losses = ['common'], photographs, epochs, pictures = 900, folder, signal } = options;
  const study = await compare({
    sources: [
      { task: 'linear' },
      photographs === undefined ? { task: 'fruit' } : { task: 'fruit', folder: photographs },
    ],
    losses,
    seeds,
    jobs,
    backend: 'auto',
    epochs,
    folder,
    signal,
    onBackend: options.onBackend,
    onContinue: options.onContinue,
    onProgress: options.onProgress,
  });
  const [linear, fruit] = study.comparison.tasks;
  if (!linear || !fruit) throw new RangeError('runExperiments: expected results of two tasks.');
  const pictureOptions = { seeds, pictures, epochs: epochs ?? 9, signal };
  options.onExperiment?.('bowls of fruit');
  const bowls = await runBowls(pictureOptions);
  options.onExperiment?.('three fruits, to show a fourth');
  const unknownFruit = await runUnknownFruit(pictureOptions);
  return { study, linear, fruit, bowls, unknownFruit };
}
