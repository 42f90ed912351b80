import { FRACTION, integerFrom, NON_NEGATIVE, optional } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link cosineDecay}. */
export interface CosineDecayOptions {
  /** Learning rate at step 0; ≥ 0. */
  readonly learningRate: number;
  /** Step from which the rate stays at its end; an integer ≥ 1. */
  readonly decaySteps: number;
  /** What is left at the end, as a fraction of the start; 0 to 1. Default 0. */
  readonly alpha?: number;
}

/**
 * Half a cosine from the start rate down to `alpha` times it:
 *
 *     learningRate · ((1 − alpha) · ½ (1 + cos(π t / decaySteps)) + alpha)
 *
 * with t = min(step, decaySteps), as in Keras and Optax.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @example
 * ```ts
 * cosineDecay({ learningRate: 0.1, decaySteps: 100 })(50); // 0.05
 * ```
 * @see I. Loshchilov and F. Hutter, SGDR, 2017, arXiv:1608.03983
 */
export function cosineDecay(options: CosineDecayOptions): Schedule {
  validateOptions('cosineDecay', options, {
    learningRate: NON_NEGATIVE,
    decaySteps: integerFrom(1),
    alpha: optional(FRACTION),
  });
  const { learningRate, decaySteps, alpha = 0 } = options;
  const end = alpha === 0 ? '0' : `${alpha} times its start`;
  return makeSchedule(`cosine decay to ${end}`, (step) => {
    const fraction = Math.min(step, decaySteps) / decaySteps;
    return learningRate * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * fraction)) + alpha);
  });
}
