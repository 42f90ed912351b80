import { NON_NEGATIVE } from '../options/OptionRule.ts';
import { validateArgument } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/**
 * The same rate at every step.
 *
 * @throws RangeError if the rate is not a number >= 0.
 */
export function constant(learningRate: number): Schedule {
  validateArgument('constant', 'learningRate', learningRate, NON_NEGATIVE);
  return makeSchedule('constant', () => learningRate);
}
