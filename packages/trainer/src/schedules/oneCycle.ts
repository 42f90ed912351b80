import { DECAY, FRACTION, integerFrom, NON_NEGATIVE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
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
 * then on. Optax and fastai reach their end one step after the last. With pctStart · totalSteps < 1 the peak is
 * before step 0, so the rate starts below it; with exactly 1 it starts at its peak, where PyTorch divides by 0.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @example
 * ```ts
 * import { adam } from '@losskit/trainer/optimizers';
 * const { learningRate, momentum } = oneCycle({ maxLearningRate: 0.1, totalSteps: 1000 });
 * adam({ learningRate, beta1: momentum });
 * ```
 * @see L. N. Smith and N. Topin, Super-Convergence, 2018, arXiv:1708.07120
 */
export function oneCycle(options: OneCycleOptions): {
  readonly learningRate: Schedule;
  readonly momentum: Schedule;
} {
  validateOptions('oneCycle', options, {
    maxLearningRate: NON_NEGATIVE,
    totalSteps: integerFrom(1),
    pctStart: optional(FRACTION),
    divFactor: optional(POSITIVE),
    finalDivFactor: optional(POSITIVE),
    maxMomentum: optional(DECAY),
    baseMomentum: optional(DECAY),
  });
  const {
    maxLearningRate,
    totalSteps,
    pctStart = 0.3,
    divFactor = 25,
    finalDivFactor = 1e4,
    maxMomentum = 0.95,
    baseMomentum = 0.85,
  } = options;

  const last = totalSteps - 1;
  // Before step 0 where pctStart · totalSteps < 1: such a cycle has no rise, and begins on its way down.
  const peak = pctStart * totalSteps - 1;
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
