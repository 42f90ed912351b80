import { join } from 'node:path';
import type { PreparedBackend } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import { type CompareOptions, type CompareProgress, compare, type StudyResult } from '@losskit/study';
import { builtInTask, pictureTask, type Task } from '@losskit/tasks';
import { fruitBowlTask, unknownFruitTask } from '@losskit/tasks/built-in';

import { askedLosses } from './experiments/askedLosses.ts';
import type { Experiments } from './experiments/Experiments.ts';
import { onlyTask } from './experiments/onlyTask.ts';
import { readUnknownFruit } from './experiments/readUnknownFruit.ts';

/**
 * The loss that the others are compared with, for the claims. Named before anything is run, so that nothing is picked from the
 * numbers that a claim is decided by. Huber lies between squares and absolute values.
 */
const BASELINES = { linear: 'huber', fruit: 'crossEntropy', bowls: 'crossEntropy' } as const;

/** An experiment that comes after the line and the three fruits. */
export type ExperimentName = 'bowls' | 'unknownFruit';

/** Options of {@link runExperiments}. */
export interface ExperimentOptions {
  /** Paired repetitions of each training, at least 2. */
  readonly seeds: number;
  /** Trainings on the line and on the three fruits at the same time. */
  readonly jobs: number;
  /** The common losses with those that claims ask for, or these alone. Default `common`. */
  readonly losses?: 'common' | 'claims' | undefined;
  /** A folder of photographs in place of the drawn fruits, as `pictureTask` takes it. */
  readonly photographs?: string | undefined;
  /** Passes over the training pictures of the three fruits. Default: the task's own. */
  readonly epochs?: number | undefined;
  /** Drawn pictures of bowls and for the unknown fruit. Default 900. */
  readonly pictures?: number | undefined;
  /** Training steps on the bowls and for the unknown fruit. Default 250. */
  readonly steps?: number | undefined;
  /** Folder that keeps finished runs, in a folder for each task; the same experiments continue there. */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBackend?: ((task: string, backend: PreparedBackend) => void) | undefined;
  readonly onContinue?: (() => void) | undefined;
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined;
  /** Called before each experiment that comes after the line and the three fruits. */
  readonly onExperiment?: ((name: ExperimentName) => void) | undefined;
}

/** The experiments' results, with the whole comparisons behind them. */
export interface FinishedExperiments extends Experiments {
  readonly studies: Readonly<Record<keyof Experiments, StudyResult>>;
}

/**
 * Trains everything that the case study rests on: the comparisons of losses on `linear` and `fruit`, the bowls of several
 * fruits, and the unknown fruit.
 *
 * @throws LosskitError for data that cannot be used; `interrupted` when the signal aborted.
 */
export async function runExperiments(options: ExperimentOptions): Promise<FinishedExperiments> {
  const { seeds, jobs, losses = 'common', photographs, epochs, pictures, steps, folder } = options;
  const { signal, onBackend, onContinue, onProgress, onExperiment } = options;
  const compareOn = async (
    task: Task,
    settings: Pick<CompareOptions, 'losses' | 'baseline' | 'epochs' | 'jobs'>,
  ) => {
    const study = await compare({
      ...settings,
      tasks: [task],
      seeds,
      folder: folder === undefined ? undefined : join(folder, task.name),
      signal,
      onBackend,
      onContinue,
      onProgress,
    });
    // No claim is measured without a loss that it speaks of.
    const [lost] = study.comparison.tasks.flatMap((result) => result.lost ?? []);
    if (lost) throw new LosskitError(lost.code, lost.reason);
    return study;
  };

  // Before the line is trained: what is wrong with a folder should not wait for it.
  const fruitTask =
    photographs === undefined
      ? builtInTask('fruit')
      : await pictureTask({ folder: photographs, name: 'fruit', signal });
  const linear = await compareOn(builtInTask('linear'), {
    losses: askedLosses('linear', losses),
    baseline: BASELINES.linear,
    jobs,
  });
  const fruit = await compareOn(fruitTask, {
    losses: askedLosses('fruit', losses),
    baseline: BASELINES.fruit,
    jobs,
    epochs,
  });
  // In this process: another one would not find tasks with pictures and steps of one's own.
  onExperiment?.('bowls');
  const bowls = await compareOn(fruitBowlTask({ pictures, steps }), {
    baseline: BASELINES.bowls,
    jobs: 1,
  });
  onExperiment?.('unknownFruit');
  const asked = unknownFruitTask({ pictures, steps });
  const unknownFruit = await compareOn(
    // Runs that are no better than guessing have failed. A model that knows its fruits has not, however little it gives pineapples
    // away: that is what is asked.
    { ...asked, rankBy: asked.selectBy },
    { jobs: 1 },
  );
  return {
    studies: { linear, fruit, bowls, unknownFruit },
    linear: onlyTask(linear.comparison),
    fruit: onlyTask(fruit.comparison),
    bowls: onlyTask(bowls.comparison),
    unknownFruit: readUnknownFruit(unknownFruit),
  };
}
