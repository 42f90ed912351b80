import { trainingLoss } from './meanLosses.ts';
import type { PreparedTrial } from './prepareTrial.ts';

/**
 * Relative to the training loss: how far it may be above its minimum, or how much it may change over the last tenth of the steps
 * where the minimum is not known.
 */
const TOLERANCE = 1e-4;
/** Of the loss at the start: a loss that falls to 0 never stops changing by a fraction of itself. */
const FLOOR = 1e-7;
/** Where the last part of a run begins, and how far before it a point still serves. */
const LAST_PART = 0.9;
const EARLIEST = 0.75;

/** Watches whether the training loss of a linear model stops changing. */
export interface Convergence {
  /** To call at points of the curve. */
  at(step: number): Promise<void>;
  /**
   * Whether it has stopped at the end; null where the model is not linear.
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
      if (excess !== undefined) return excess <= TOLERANCE;
      if (before === undefined) return false;
      const last = await trainingLoss(trial);
      return Math.abs(last - before) <= TOLERANCE * Math.abs(last) + FLOOR * Math.abs(first);
    },
  };
}
