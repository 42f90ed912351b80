import { integerFrom, NON_NEGATIVE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link stepDecay}. */
export interface StepDecayOptions {
  /** Rate at step 0; ≥ 0. */
  readonly learningRate: number;
  /** Steps between two changes; an integer ≥ 1. */
  readonly every: number;
  /** What is left of the rate after a change, as a fraction; > 0. Default 0.1. */
  readonly factor?: number;
}

/**
 * learningRate · factor^⌊step / every⌋, as PyTorch's `StepLR` and Keras's staircase.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 */
export function stepDecay(options: StepDecayOptions): Schedule {
  validateOptions('stepDecay', options, {
    learningRate: NON_NEGATIVE,
    every: integerFrom(1),
    factor: optional(POSITIVE),
  });
  const { learningRate, every, factor = 0.1 } = options;
  return makeSchedule(
    `times ${factor} every ${every} steps`,
    (step) => learningRate * factor ** Math.floor(step / every),
  );
}
