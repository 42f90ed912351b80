import type { TaskResult } from '../result.ts';
import { meanOf } from '../statistics/moments.ts';
import { varianceOfMean } from '../statistics/varianceOfMean.ts';
import type { SharedLosses } from './sharedLosses.ts';

/** The runs of one loss on one task, by seed. */
export interface Runs {
  /** The ranking metric, negated where lower is better. */
  readonly values: readonly number[];
  /** 0 for the trivial model, 1 for the mean of the task's best loss. */
  readonly scores: readonly number[];
}

/** All runs of one task. */
export interface RunsOnTask {
  /** In the order of the table's losses. */
  readonly losses: readonly Runs[];
  /** Variance of a mean over so many seeds, in units of the variance between seeds. */
  variance(seeds: number): number;
}

/** The runs of the losses that several tasks share. */
export interface RunTable {
  readonly losses: readonly string[];
  readonly tasks: readonly RunsOnTask[];
}

function runsOnTask(task: TaskResult, losses: readonly string[]): RunsOnTask {
  const { metric, higherIsBetter, results } = task;
  const sign = higherIsBetter ? 1 : -1;
  const values = new Map(
    results
      .filter(({ verdict }) => verdict !== 'not converged')
      .map(({ loss, metrics }) => [
        loss,
        (metrics[metric]?.values ?? []).map((value) => (value === null ? null : sign * value)),
      ]),
  );
  const means = [...values.values()]
    .map((runs) => runs.filter((value) => value !== null))
    .filter((runs) => runs.length > 0)
    .map(meanOf);
  const best = Math.max(...means);
  const known = task.trivial[metric];
  // Where no run has a value there is nothing to tell the runs apart by.
  const trivial = known !== undefined ? sign * known : means.length > 0 ? Math.min(...means) : 0;
  const range = best - trivial;

  return {
    variance: (seeds) => varianceOfMean(task, seeds),
    losses: losses.map((loss) => {
      const runs = (values.get(loss) ?? []).map((value) => value ?? trivial);
      // Where even the best is no better than the trivial model, nobody has learned anything.
      return { values: runs, scores: runs.map((value) => (range > 0 ? (value - trivial) / range : 0)) };
    }),
  };
}

/**
 * Reads the ranking metric of every run. A run without a value counts as the trivial model; where that is not
 * known the worst mean of the task stands for it.
 */
export function runTable({ tasks, losses }: SharedLosses): RunTable {
  return { losses, tasks: tasks.map((task) => runsOnTask(task, losses)) };
}
