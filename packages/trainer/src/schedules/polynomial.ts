import { checkFactor, checkRate, checkSteps } from './checkSchedule.ts';
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
 * @throws RangeError if a number is out of range.
 * @example
 * ```ts
 * polynomial({ from: 1, to: 0, steps: 10, power: 2 })(5); // 0.25
 * ```
 */
export function polynomial({ from, to, steps, power }: PolynomialOptions): Schedule {
  checkRate('polynomial', 'from', from);
  checkRate('polynomial', 'to', to);
  checkSteps('polynomial', 'steps', steps);
  checkFactor('polynomial', 'power', power);
  return makeSchedule(
    `polynomial of power ${power} from ${from} to ${to} in ${steps} steps`,
    (step) => (from - to) * (1 - Math.min(step, steps) / steps) ** power + to,
  );
}
