import type { TrialRequest } from '@losskit/study';

/** What is known of a run before it. */
export type PlannedRun = Pick<TrialRequest, 'task' | 'workload' | 'epochs'>;

/** How long runs take, from those that were measured. */
export interface RunSeconds {
  of(run: PlannedRun): number;
  add(run: PlannedRun, seconds: number): void;
}

/**
 * Seconds of a run of a task of which none was measured: more than most take, because bundles that turn out short cost a few starts, and
 * bundles that turn out long cost hours.
 */
const UNMEASURED: Readonly<Record<TrialRequest['workload'], number>> = {
  tiny: 2,
  dense: 10,
  convolution: 60,
  large: 60,
};

/** Counts what passes over a task's data take. */
export function runSeconds(): RunSeconds {
  const measured = new Map<string, { epochs: number; seconds: number }>();
  return {
    of({ task, workload, epochs }) {
      const so = measured.get(task);
      return so ? (so.seconds / so.epochs) * epochs : UNMEASURED[workload];
    },
    add({ task, epochs }, seconds) {
      const so = measured.get(task) ?? { epochs: 0, seconds: 0 };
      measured.set(task, { epochs: so.epochs + epochs, seconds: so.seconds + seconds });
    },
  };
}
