import { integerFrom, NON_NEGATIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link linear}. */
export interface LinearOptions {
  /** Rate at step 0; ≥ 0. */
  readonly from: number;
  /** Rate from step `steps` on; ≥ 0. */
  readonly to: number;
  /** Step at which the end is reached; an integer ≥ 1. */
  readonly steps: number;
}

/**
 * from + (to − from) · min(step, steps) / steps, as Optax and, with `to` 0, Hugging Face after its warm-up.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 */
export function linear(options: LinearOptions): Schedule {
  validateOptions('linear', options, { from: NON_NEGATIVE, to: NON_NEGATIVE, steps: integerFrom(1) });
  const { from, to, steps } = options;
  return makeSchedule(
    `linear from ${from} to ${to} in ${steps} steps`,
    (step) => from + ((to - from) * Math.min(step, steps)) / steps,
  );
}
