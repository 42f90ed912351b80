import { integerFrom, NON_NEGATIVE, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link polynomial}. */
export interface PolynomialOptions {
  /** Rate at step 0; ≥ 0. */
  readonly from: number;
  /** Rate from step `steps` on; ≥ 0. */
  readonly to: number;
  /** Step at which the end is reached; an integer ≥ 1. */
  readonly steps: number;
  /** Exponent, > 0; 1 is a line. */
  readonly power: number;
}

/**
 * (from − to) · (1 − t / steps)^power + to, with t = min(step, steps), as Keras and Optax; PyTorch goes to 0.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @example
 * ```ts
 * polynomial({ from: 1, to: 0, steps: 10, power: 2 })(5); // 0.25
 * ```
 */
export function polynomial(options: PolynomialOptions): Schedule {
  validateOptions('polynomial', options, {
    from: NON_NEGATIVE,
    to: NON_NEGATIVE,
    steps: integerFrom(1),
    power: POSITIVE,
  });
  const { from, to, steps, power } = options;
  return makeSchedule(
    `polynomial of power ${power} from ${from} to ${to} in ${steps} steps`,
    (step) => (from - to) * (1 - Math.min(step, steps) / steps) ** power + to,
  );
}
