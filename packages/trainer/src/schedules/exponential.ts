import { integerFrom, NON_NEGATIVE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link exponential}. */
export interface ExponentialOptions {
  /** Rate at step 0; ≥ 0. */
  readonly learningRate: number;
  /** What is left of the rate after `decaySteps`, as a fraction; > 0. */
  readonly decayRate: number;
  /** Steps in which the rate falls by `decayRate`; an integer ≥ 1. Default 1. */
  readonly decaySteps?: number;
}

/**
 * learningRate · decayRate^(step / decaySteps), as Keras and Optax; PyTorch's `ExponentialLR` has one step.
 * {@link stepDecay} is the same in stairs.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 */
export function exponential(options: ExponentialOptions): Schedule {
  validateOptions('exponential', options, {
    learningRate: NON_NEGATIVE,
    decayRate: POSITIVE,
    decaySteps: optional(integerFrom(1)),
  });
  const { learningRate, decayRate, decaySteps = 1 } = options;
  return makeSchedule(
    `exponential decay by ${decayRate} every ${decaySteps} steps`,
    (step) => learningRate * decayRate ** (step / decaySteps),
  );
}
