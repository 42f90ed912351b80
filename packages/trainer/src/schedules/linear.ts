import { checkRate, checkSteps } from './checkSchedule.ts';
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
 * @throws RangeError if a number is out of range.
 */
export function linear({ from, to, steps }: LinearOptions): Schedule {
  checkRate('linear', 'from', from);
  checkRate('linear', 'to', to);
  checkSteps('linear', 'steps', steps);
  return makeSchedule(
    `linear from ${from} to ${to} in ${steps} steps`,
    (step) => from + ((to - from) * Math.min(step, steps)) / steps,
  );
}
