/** The parts of the benchmark that can be asked for, in the order in which they run. */
export const SUITE_NAMES = ['step', 'losses', 'study', 'start-up', 'memory', 'large'] as const;

export type SuiteName = (typeof SUITE_NAMES)[number];
