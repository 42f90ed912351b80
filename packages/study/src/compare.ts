import type { BackendName, PreparedBackend } from '@losskit/backends';
import type { Task } from '@losskit/data';
import { expected, LosskitError } from '@losskit/errors';
import { type FileSystem, nodeFileSystem } from '@losskit/files';
import { compareTask, type TaskComparison } from './compareTask.ts';
import { comparisonConfig } from './comparisonConfig.ts';
import type { Executor } from './execute/Executor.ts';
import { inProcess } from './execute/inProcess.ts';
import { processPool } from './execute/processPool.ts';
import { fitsTask, isLossGroup, type LossExpression, lossesOfGroup, parseLoss } from './lossExpression.ts';
import { type CompareProgress, progressMeter } from './progressMeter.ts';
import type { StudyResult } from './result.ts';
import { describeTask } from './run/describeTask.ts';
import { loadTask, type TaskSource } from './run/TaskSource.ts';
import { taskPlan } from './run/taskPlan.ts';
import { openRunStore } from './store/RunStore.ts';
import { writeStudy } from './store/writeStudy.ts';

/** Options of {@link compare}. */
export interface CompareOptions {
  readonly sources: readonly TaskSource[];
  /**
   * Losses by name or alias, with penalties (`mse+l2Penalty`); `'common'` and `'all'` stand for those that fit a task.
   */
  readonly losses: readonly string[];
  /** Number of paired repetitions; seeds 0 … seeds − 1. */
  readonly seeds: number;
  /** Runs at the same time: 1 is this process, more are child processes. */
  readonly jobs: number;
  readonly backend: BackendName;
  readonly epochs?: number | undefined;
  /**
   * Folder that keeps finished runs and, at the end, what {@link writeStudy} writes; the same comparison continues
   * there after an interruption.
   */
  readonly folder?: string | undefined;
  /** What reads and writes the folder. Default: the real file system. */
  readonly files?: FileSystem | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called once for each task with the backend that it is trained on. */
  readonly onBackend?: ((task: string, backend: PreparedBackend) => void) | undefined;
  /** Called when the folder holds runs of the same comparison, interrupted, that need not be done again. */
  readonly onContinue?: (() => void) | undefined;
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined;
}

const CONFIDENCE = 0.95;

/** Seeds on which every learning rate is tried. */
const SEARCH_SEEDS = 2;

/** The losses that were asked for and fit the task, each once. */
function lossesOf({ kind }: Task, asked: readonly string[]): readonly LossExpression[] {
  const expressions = asked
    .flatMap((word) => (isLossGroup(word) ? lossesOfGroup(word, kind) : [parseLoss(word)]))
    .filter((expression) => fitsTask(expression, kind));
  return [...new Map(expressions.map((expression) => [expression.name, expression])).values()];
}

function unfitError(what: string, got: string): LosskitError {
  const message = `losses: expected ${what}, got '${got}'; losskit list shows which fit.`;
  return new LosskitError('option-invalid', message);
}

/** Every loss needs a task that it fits, and every task a loss. */
function checkLosses(tasks: readonly Task[], asked: readonly string[]): void {
  const named = asked.filter((word) => !isLossGroup(word)).map(parseLoss);
  const unfit = named.find((expression) => !tasks.some(({ kind }) => fitsTask(expression, kind)));
  if (unfit) {
    const names = tasks.map(({ name, kind }) => `${name} (${kind})`).join(' or ');
    throw unfitError(`losses that fit ${names}`, unfit.name);
  }
  const bare = tasks.find((task) => lossesOf(task, asked).length === 0);
  if (bare) throw unfitError(`at least one loss that fits ${bare.name} (${bare.kind})`, asked.join(', '));
}

/**
 * Trains every loss on every task over paired seeds, and says with statistics which is best on each task.
 *
 * For each task and seed all losses get the same split, initial weights and batch order. Each loss tries the same
 * learning rates on the first seeds and keeps the one with the best validation score; then it runs on all
 * seeds and is measured on the test part. What ranks is a common metric, never the loss itself.
 *
 * @throws LosskitError for data, losses or settings that cannot be used; `interrupted` when the signal aborted.
 */
export async function compare(options: CompareOptions): Promise<StudyResult> {
  const { sources, seeds, jobs, signal, folder, files = nodeFileSystem } = options;
  if (!(Number.isInteger(seeds) && seeds >= 1)) {
    throw new RangeError(expected('compare', 'seeds to be an integer >= 1', seeds));
  }
  const started = performance.now();
  const asked = options.losses;
  // Before the data are loaded: a mistyped name should not wait for a thousand photographs.
  for (const word of asked) if (!isLossGroup(word)) parseLoss(word);
  const tasks = await Promise.all(sources.map(loadTask));
  checkLosses(tasks, asked);

  const seedList = Array.from({ length: seeds }, (_, seed) => seed);
  const comparisons = tasks.map((task, index): TaskComparison => {
    const source = sources[index];
    if (!source) throw new RangeError('compare: expected a source for every task.');
    return {
      source,
      task,
      losses: lossesOf(task, asked),
      plan: taskPlan(task, task.split(0).train.rows, options.epochs),
      seeds: seedList,
      searchSeeds: seedList.slice(0, SEARCH_SEEDS),
      backend: options.backend,
      epochs: options.epochs,
      confidence: CONFIDENCE,
    };
  });

  const { config, backends } = await comparisonConfig(comparisons);
  const context = JSON.stringify([config, tasks.map(({ origin }) => origin)]);
  const store = folder === undefined ? undefined : await openRunStore(folder, context, files);
  for (const { task, backend } of backends) options.onBackend?.(task, backend);
  if (store?.continues) options.onContinue?.();
  const executor: Executor = jobs > 1 ? processPool(jobs, signal) : inProcess(signal);
  const meter = progressMeter(comparisons, executor.jobs, options.onProgress);
  try {
    const results = await Promise.all(
      comparisons.map((comparison) => compareTask(comparison, executor, meter, store)),
    );
    const study: StudyResult = {
      comparison: { version: 1, config, tasks: results.map(({ result }) => result) },
      runs: results.flatMap(({ runs }) => runs.map(({ record }) => record)),
      previews: tasks.map(describeTask),
      timings: {
        total: (performance.now() - started) / 1000,
        runs: results.flatMap(({ runs }) =>
          runs.map(({ record: { task, loss, seed }, seconds }) => ({ task, loss, seed, seconds })),
        ),
      },
    };
    if (folder !== undefined) await writeStudy(folder, study, files);
    // Last, so that a comparison that could not be written down continues instead of starting over.
    await store?.finish();
    return study;
  } finally {
    await executor.close();
    await store?.settle();
  }
}
