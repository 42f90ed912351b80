import { checkRate } from './checkSchedule.ts';
import { boundariesPassed, checkBoundaries } from './join.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link piecewise}. */
export interface PiecewiseOptions {
  /** The rates in order; one or more, each ≥ 0. */
  readonly values: readonly number[];
  /** The steps from which the second, third, … rate holds: rising integers ≥ 1, one fewer than values. */
  readonly boundaries: readonly number[];
}

/**
 * `values[i]` from step `boundaries[i − 1]` on, as PyTorch's `MultiStepLR`; Keras switches one step later.
 *
 * @throws RangeError if a rate is out of range or the boundaries do not part the rates.
 * @example
 * ```ts
 * piecewise({ values: [0.1, 0.01], boundaries: [100] })(100); // 0.01
 * ```
 */
export function piecewise({ values, boundaries }: PiecewiseOptions): Schedule {
  checkBoundaries('piecewise', boundaries, values.length);
  for (const value of values) checkRate('piecewise', 'every value', value);
  const parts = values.map((value, index) =>
    index === 0 ? value : `${value} from step ${boundaries[index - 1]}`,
  );
  return makeSchedule(
    `piecewise constant: ${parts.join(', ')}`,
    (step) => values[boundariesPassed(boundaries, step)] ?? Number.NaN,
  );
}
