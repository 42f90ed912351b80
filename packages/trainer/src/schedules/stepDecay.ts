import { checkFactor, checkRate, checkSteps } from './checkSchedule.ts';
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
 * @throws RangeError if a number is out of range.
 */
export function stepDecay({ learningRate, every, factor = 0.1 }: StepDecayOptions): Schedule {
  checkRate('stepDecay', 'learningRate', learningRate);
  checkSteps('stepDecay', 'every', every);
  checkFactor('stepDecay', 'factor', factor);
  return makeSchedule(
    `times ${factor} every ${every} steps`,
    (step) => learningRate * factor ** Math.floor(step / every),
  );
}
