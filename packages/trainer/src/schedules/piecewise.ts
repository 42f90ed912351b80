import { listOf, NON_NEGATIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { BOUNDARIES, boundariesPassed, checkBoundaries } from './join.ts';
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
export function piecewise(options: PiecewiseOptions): Schedule {
  validateOptions('piecewise', options, {
    values: listOf(NON_NEGATIVE, 1, 'one rate >= 0 or more'),
    boundaries: BOUNDARIES,
  });
  const { values, boundaries } = options;
  checkBoundaries('piecewise', boundaries, values.length);
  const parts = values.map((value, index) =>
    index === 0 ? value : `${value} from step ${boundaries[index - 1]}`,
  );
  return makeSchedule(
    `piecewise constant: ${parts.join(', ')}`,
    (step) => values[boundariesPassed(boundaries, step)] ?? Number.NaN,
  );
}
