import { isAtRest, REST_TOLERANCE } from '../search/isAtRest.ts';
import { trainingLoss } from './meanLosses.ts';
import type { PreparedTrial } from './prepareTrial.ts';

/** Where the last part of a run begins, and how far before it a point still serves. */
const LAST_PART = 0.9;
const EARLIEST = 0.75;

/** Watches whether the training loss of a linear model stops changing. */
export interface Convergence {
  /** To call at points of the curve. */
  at(step: number): Promise<void>;
  /**
   * Whether it has stopped at the end, or come as near to its minimum where that is known; null where the model is not linear.
   *
   * @param excess - Of the training loss over its minimum, where that is known. The rate is so small in the last tenth of the steps
   *   that a model far from its minimum hardly moves there.
   */
  atEnd(excess: number | undefined): Promise<boolean | null>;
}

/** Opens the watch before the first step. */
export async function watchConvergence(trial: PreparedTrial, steps: number): Promise<Convergence> {
  const isWatched = trial.task.linear;
  const first = isWatched ? await trainingLoss(trial) : Number.NaN;
  let before: number | undefined;
  return {
    async at(step) {
      if (!isWatched || step < EARLIEST * steps || step > LAST_PART * steps) return;
      before = await trainingLoss(trial);
    },
    async atEnd(excess) {
      if (!isWatched) return null;
      if (excess !== undefined) return excess <= REST_TOLERANCE;
      if (before === undefined) return false;
      return isAtRest({ first, before, last: await trainingLoss(trial) });
    },
  };
}
