import { meanOf } from './moments.ts';

/**
 * Standard error of a statistic for the rows that were drawn, by its values without each group of rows in turn; 0 where there are
 * fewer than two.
 *
 * @see B. Efron and C. Stein, The Jackknife Estimate of Variance, 1981, doi:10.1214/aos/1176345462
 * @example
 * ```ts
 * // Of the mean of 1, 2 and 6: their standard deviation over √3.
 * jackknifeError([4, 3.5, 1.5]); // 1.5275
 * ```
 */
export function jackknifeError(withoutGroup: ArrayLike<number>): number {
  const groups = withoutGroup.length;
  if (groups < 2) return 0;
  const mean = meanOf(withoutGroup);
  let squares = 0;
  for (let group = 0; group < groups; group++) squares += ((withoutGroup[group] ?? 0) - mean) ** 2;
  return Math.sqrt((squares * (groups - 1)) / groups);
}
