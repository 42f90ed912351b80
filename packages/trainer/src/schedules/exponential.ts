import { checkFactor, checkRate, checkSteps } from './checkSchedule.ts';
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
 * @throws RangeError if a number is out of range.
 */
export function exponential({ learningRate, decayRate, decaySteps = 1 }: ExponentialOptions): Schedule {
  checkRate('exponential', 'learningRate', learningRate);
  checkFactor('exponential', 'decayRate', decayRate);
  checkSteps('exponential', 'decaySteps', decaySteps);
  return makeSchedule(
    `exponential decay by ${decayRate} every ${decaySteps} steps`,
    (step) => learningRate * decayRate ** (step / decaySteps),
  );
}
