import { expected } from '@losskit/errors';
import jstat from 'jstat';

/** Mean of `values`; NaN when there are none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard error of the mean, with the n − 1 variance; NaN for fewer than two values. */
export function standardErrorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** An interval around a mean. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Student's t interval for the mean of a normal sample: mean ± t · s / √n, with n − 1 degrees of freedom.
 *
 * @param confidence - Probability that the interval covers the mean, in (0, 1).
 * @throws RangeError for fewer than two values.
 * @see Student, The Probable Error of a Mean, 1908, doi:10.1093/biomet/6.1.1
 */
export function studentInterval(values: readonly number[], confidence: number): Interval {
  if (values.length < 2)
    throw new RangeError(expected('studentInterval', 'at least 2 values', values.length));
  const mean = meanOf(values);
  const half = jstat.studentt.inv(0.5 + confidence / 2, values.length - 1) * standardErrorOf(values);
  return { mean, low: mean - half, high: mean + half };
}

/**
 * Two-sided p value of the t test that the mean of `values` is 0.
 *
 * Values without any spread have no t. They give 1 when all are 0, else what the exact sign-flip test gives n values
 * of one sign: 2 / 2ⁿ. Metrics that count a few hundred test rows do repeat by chance.
 *
 * @throws RangeError for fewer than two values.
 */
export function studentPValue(values: readonly number[]): number {
  if (values.length < 2) throw new RangeError(expected('studentPValue', 'at least 2 values', values.length));
  const mean = meanOf(values);
  const error = standardErrorOf(values);
  if (error === 0) return mean === 0 ? 1 : 2 ** (1 - values.length);
  return 2 * jstat.studentt.cdf(-Math.abs(mean / error), values.length - 1);
}
