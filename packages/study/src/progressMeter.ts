import type { RunRecord } from './RunRecord.ts';

/** How far a comparison is. */
export interface CompareProgress {
  readonly runsDone: number;
  /** As far as it is known: a search that has to go on adds runs, a race that is told takes some away. */
  readonly runsTotal: number;
  /** Fraction of the work that is done, by time and not by count: a line takes less than a network. */
  readonly fraction: number;
  /** Seconds left, from the runs measured so far; undefined until every task has had a run. */
  readonly secondsLeft: number | undefined;
  /** The run that just ended. */
  readonly record: RunRecord;
}

/** Counts runs. */
export interface ProgressMeter {
  /** Says how many runs a task takes in all. */
  plan(task: string, runs: number): void;
  finished(record: RunRecord, seconds: number): void;
}

/** Turns finished runs into progress, with each task's runs weighted by how long they take on average. */
export function progressMeter(
  tasks: readonly string[],
  jobs: () => number,
  onProgress: ((progress: CompareProgress) => void) | undefined,
): ProgressMeter {
  const counts = new Map(tasks.map((task) => [task, { planned: 0, done: 0, seconds: 0 }]));
  let fraction = 0;

  return {
    plan(name, runs) {
      const task = counts.get(name);
      if (task) task.planned = runs;
    },
    finished(record, seconds) {
      const task = counts.get(record.task);
      if (!task) return;
      task.done += 1;
      task.seconds += seconds;

      const all = [...counts.values()];
      const leftOf = (one: typeof task) => Math.max(0, one.planned - one.done);
      const spent = all.reduce((sum, one) => sum + one.seconds, 0);
      const left = all.reduce((sum, one) => sum + leftOf(one) * (one.seconds / Math.max(one.done, 1)), 0);
      const measured = all.every((one) => one.done > 0);
      // A later run can be slower than the average so far, and a search can go on; the bar still never goes back.
      // Runs can be too short for the clock, which then tells nothing about the rest.
      if (measured && spent > 0) fraction = Math.max(fraction, spent / (spent + left));
      onProgress?.({
        runsDone: all.reduce((sum, one) => sum + one.done, 0),
        runsTotal: all.reduce((sum, one) => sum + Math.max(one.done, one.planned), 0),
        fraction,
        secondsLeft: measured ? left / jobs() : undefined,
        record,
      });
    },
  };
}
