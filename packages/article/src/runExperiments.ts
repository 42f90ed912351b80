import { join } from 'node:path';
import type { PreparedBackend } from '@losskit/backends';
import {
  type CompareProgress,
  compare,
  loadTask,
  type StudyResult,
  type TaskResult,
  type TaskSource,
} from '@losskit/study';

import { runBowls } from './experiments/bowls.ts';
import type { Experiments } from './experiments/Experiments.ts';
import { runUnknownFruit } from './experiments/unknownFruit.ts';

/** The losses that a claim about a trained model names. */
const CLAIMS_NEED = {
  linear: ['meanSquaredError', 'meanAbsoluteError', 'huber', 'smoothL1'],
  fruit: ['crossEntropy', 'meanSquaredError', 'meanAbsoluteError', 'zeroOne'],
} as const;

/** Options of {@link runExperiments}. */
export interface ExperimentOptions {
  /** Paired repetitions of each training, at least 2. */
  readonly seeds: number;
  /** Trainings of the comparison at the same time. */
  readonly jobs: number;
  /** The common losses, or only those that claims ask for. Default `common`. */
  readonly losses?: 'common' | 'claims' | undefined;
  /** A folder of photographs in place of the drawn fruits, as `compare --data` takes it. */
  readonly photographs?: string | undefined;
  /** Passes over the training pictures in the comparison. Default: the task's own. */
  readonly epochs?: number | undefined;
  /** Drawn pictures of bowls and for the unknown fruit. Default 900. */
  readonly pictures?: number | undefined;
  /** Training steps on the bowls and for the unknown fruit. Default 250. */
  readonly steps?: number | undefined;
  /** Folder that keeps finished runs of the comparison. */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBackend?: ((task: string, backend: PreparedBackend) => void) | undefined;
  readonly onContinue?: (() => void) | undefined;
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined;
  /** Called before each experiment that comes after the comparison. */
  readonly onExperiment?: ((name: string) => void) | undefined;
}

/** The experiments' results, with the whole comparisons behind two of them. */
export interface FinishedExperiments extends Experiments {
  readonly studies: { readonly linear: StudyResult; readonly fruit: StudyResult };
}

function taskResult({ comparison }: StudyResult): TaskResult {
  const [result] = comparison.tasks;
  if (!result) throw new RangeError('runExperiments: expected the result of a task, got none.');
  return result;
}

/**
 * Trains everything that the case study rests on: the comparisons of losses on `linear` and `fruit`, the bowls of several
 * fruits, and the unknown fruit.
 *
 * @throws LosskitError for data that cannot be used; `interrupted` when the signal aborted.
 */
export async function runExperiments(options: ExperimentOptions): Promise<FinishedExperiments> {
  const {
    seeds,
    jobs,
    losses = 'common',
    photographs,
    epochs,
    pictures = 900,
    steps = 250,
    folder,
    signal,
  } = options;
  const compareOn = (source: TaskSource, passes?: number) =>
    compare({
      sources: [source],
      losses: losses === 'claims' ? CLAIMS_NEED[source.task] : ['common'],
      seeds,
      jobs,
      backend: 'auto',
      epochs: passes,
      folder: folder === undefined ? undefined : join(folder, source.task),
      signal,
      onBackend: options.onBackend,
      onContinue: options.onContinue,
      onProgress: options.onProgress,
    });
  const fruitSource: TaskSource =
    photographs === undefined ? { task: 'fruit' } : { task: 'fruit', folder: photographs };
  // Before the line is trained: what is wrong with a folder should not wait for it.
  if (photographs !== undefined) await loadTask(fruitSource);
  const linear = await compareOn({ task: 'linear' });
  const fruit = await compareOn(fruitSource, epochs);
  const pictureOptions = { seeds, pictures, steps, signal };
  options.onExperiment?.('bowls of fruit');
  const bowls = await runBowls(pictureOptions);
  options.onExperiment?.('three fruits, to show a fourth');
  const unknownFruit = await runUnknownFruit(pictureOptions);
  return {
    studies: { linear, fruit },
    linear: taskResult(linear),
    fruit: taskResult(fruit),
    bowls,
    unknownFruit,
  };
}
