import { checkRate } from './checkSchedule.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/**
 * The same rate at every step.
 *
 * @throws RangeError if the rate is not a number >= 0.
 */
export function constant(learningRate: number): Schedule {
  checkRate('constant', 'learningRate', learningRate);
  return makeSchedule('constant', () => learningRate);
}
