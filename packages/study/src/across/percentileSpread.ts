import jstat from 'jstat';
import { studentQuantile } from '../statistics/studentT.ts';
import type { Spread } from './AcrossTasksResult.ts';

/** The quantile of sorted numbers, linear between them (type 7 of R, the default of NumPy). */
function quantile(sorted: Float64Array, probability: number): number {
  const place = probability * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The expanded percentile interval of a bootstrap: quantiles so far out as Student's t lies beyond the normal
 * distribution.
 *
 * @param resampled - The statistic of each resample.
 * @param degreesOfFreedom - Of the variance that the resamples have: runs less strata.
 * @see T. Hesterberg, What Teachers Should Know About the Bootstrap, 2015, doi:10.1080/00031305.2015.1089789
 * @example
 * ```ts
 * percentileSpread(3, [1, 2, 3, 4, 5], { confidence: 0.5, degreesOfFreedom: 4 }).high; // 4.0822
 * ```
 */
export function percentileSpread(
  estimate: number,
  resampled: Iterable<number>,
  { confidence, degreesOfFreedom }: { readonly confidence: number; readonly degreesOfFreedom: number },
): Spread {
  const tail = jstat.normal.cdf(-studentQuantile(0.5 + confidence / 2, degreesOfFreedom), 0, 1);
  const sorted = Float64Array.from(resampled).sort();
  return {
    mean: estimate,
    low: Math.min(estimate, quantile(sorted, tail)),
    high: Math.max(estimate, quantile(sorted, 1 - tail)),
  };
}
