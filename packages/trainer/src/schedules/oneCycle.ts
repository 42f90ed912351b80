import { rangeError } from '@losskit/errors';

import { checkFactor, checkRate, checkSteps } from './checkSchedule.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link oneCycle}; the names are PyTorch's. */
export interface OneCycleOptions {
  /** Peak of the rate; ≥ 0. */
  readonly maxLearningRate: number;
  /** Steps of the whole cycle; an integer ≥ 1. */
  readonly totalSteps: number;
  /** Fraction of the steps in which the rate rises; 0 to 1. Default 0.3. */
  readonly pctStart?: number;
  /** The rate starts at maxLearningRate / divFactor; > 0. Default 25. */
  readonly divFactor?: number;
  /** The rate ends at that start / finalDivFactor; > 0. Default 10,000. */
  readonly finalDivFactor?: number;
  /** Momentum where the rate is lowest; 0 ≤ maxMomentum < 1. Default 0.95. */
  readonly maxMomentum?: number;
  /** Momentum where the rate is highest; 0 ≤ baseMomentum < 1. Default 0.85. */
  readonly baseMomentum?: number;
}

/** Half a cosine from `start` to `end`. */
function anneal(start: number, end: number, fraction: number): number {
  return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * fraction));
}

/**
 * One rise and one fall of the rate, each half a cosine, and the opposite of the momentum (beta1 of Adam), as
 * PyTorch.
 *
 * The peak is at step pctStart · totalSteps − 1, the end at the last step, totalSteps − 1, and holds from
 * then on. Optax and fastai reach their end one step after the last.
 *
 * @throws RangeError if a number is out of range.
 * @example
 * ```ts
 * const { learningRate, momentum } = oneCycle({ maxLearningRate: 0.1, totalSteps: 1000 });
 * adam({ learningRate, beta1: momentum });
 * ```
 * @see L. N. Smith and N. Topin, Super-Convergence, 2018, arXiv:1708.07120
 */
export function oneCycle({
  maxLearningRate,
  totalSteps,
  pctStart = 0.3,
  divFactor = 25,
  finalDivFactor = 1e4,
  maxMomentum = 0.95,
  baseMomentum = 0.85,
}: OneCycleOptions): { readonly learningRate: Schedule; readonly momentum: Schedule } {
  checkRate('oneCycle', 'maxLearningRate', maxLearningRate);
  checkSteps('oneCycle', 'totalSteps', totalSteps);
  checkFactor('oneCycle', 'divFactor', divFactor);
  checkFactor('oneCycle', 'finalDivFactor', finalDivFactor);
  if (!(pctStart >= 0 && pctStart <= 1)) {
    throw rangeError('oneCycle', '0 <= pctStart <= 1', pctStart);
  }
  for (const [name, value] of Object.entries({ maxMomentum, baseMomentum })) {
    if (!(value >= 0 && value < 1)) throw rangeError('oneCycle', `0 <= ${name} < 1`, value);
  }

  const last = totalSteps - 1;
  // Short cycles have no whole step to rise in.
  const peak = Math.max(pctStart * totalSteps - 1, 0);
  const cycle = (start: number, top: number, end: number): Schedule =>
    makeSchedule(`one cycle of ${totalSteps} steps with its turn at ${top}`, (step) => {
      if (step < peak) return anneal(start, top, step / peak);
      return last > peak ? anneal(top, end, Math.min((step - peak) / (last - peak), 1)) : top;
    });
  const start = maxLearningRate / divFactor;
  return {
    learningRate: cycle(start, maxLearningRate, start / finalDivFactor),
    momentum: cycle(maxMomentum, baseMomentum, maxMomentum),
  };
}
