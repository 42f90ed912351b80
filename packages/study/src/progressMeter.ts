import type { RunRecord } from './RunRecord.ts';

/** How far a comparison is. */
export interface CompareProgress {
  readonly runsDone: number;
  readonly runsTotal: number;
  /** Fraction of the work that is done, by time and not by count: a line takes less than a network. */
  readonly fraction: number;
  /** Seconds left, from the runs measured so far; undefined until every task has had a run. */
  readonly secondsLeft: number | undefined;
  /** The run that just ended. */
  readonly record: RunRecord;
}

/** What the meter needs of a comparison of one task. */
export interface PlannedRuns {
  readonly task: { readonly name: string };
  readonly losses: readonly unknown[];
  readonly plan: { readonly learningRates: readonly number[] };
  readonly seeds: readonly number[];
  readonly searchSeeds: readonly number[];
}

/** Counts finished runs. */
export interface ProgressMeter {
  finished(record: RunRecord, seconds: number): void;
}

/** Runs that a comparison of one task takes: the search, and the seeds that the search did not cover. */
export function plannedRuns({ losses, plan, seeds, searchSeeds }: PlannedRuns): number {
  const search = plan.learningRates.length * searchSeeds.length;
  return losses.length * (search + seeds.length - searchSeeds.length);
}

/** Turns finished runs into progress, with each task's runs weighted by how long they take on average. */
export function progressMeter(
  comparisons: readonly PlannedRuns[],
  jobs: number,
  onProgress: ((progress: CompareProgress) => void) | undefined,
): ProgressMeter {
  const tasks = new Map(
    comparisons.map((comparison) => [
      comparison.task.name,
      { planned: plannedRuns(comparison), done: 0, seconds: 0 },
    ]),
  );
  let fraction = 0;

  return {
    finished(record, seconds) {
      const task = tasks.get(record.task);
      if (!task) return;
      task.done += 1;
      task.seconds += seconds;

      const all = [...tasks.values()];
      const spent = all.reduce((sum, one) => sum + one.seconds, 0);
      const left = all.reduce(
        (sum, one) => sum + (one.planned - one.done) * (one.seconds / Math.max(one.done, 1)),
        0,
      );
      const measured = all.every((one) => one.done > 0);
      // A later run can be slower than the average so far; the bar still never goes back.
      // Runs can be too short for the clock, which then tells nothing about the rest.
      if (measured && spent > 0) fraction = Math.max(fraction, spent / (spent + left));
      onProgress?.({
        runsDone: all.reduce((sum, one) => sum + one.done, 0),
        runsTotal: all.reduce((sum, one) => sum + one.planned, 0),
        fraction,
        secondsLeft: measured ? left / jobs : undefined,
        record,
      });
    },
  };
}
