import { rangeError } from '@losskit/errors';

import { meanOf, standardDeviationOf } from './moments.ts';
import { studentQuantile } from './studentT.ts';

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
  if (values.length < 2) throw rangeError('studentInterval', 'at least 2 values', values.length);
  const mean = meanOf(values);
  const error = standardDeviationOf(values) / Math.sqrt(values.length);
  const half = studentQuantile(0.5 + confidence / 2, values.length - 1) * error;
  return { mean, low: mean - half, high: mean + half };
}
