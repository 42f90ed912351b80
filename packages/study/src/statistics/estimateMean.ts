import type { Estimate } from '../result.ts';
import { meanOf, standardDeviationOf } from './moments.ts';
import { studentQuantile } from './studentT.ts';

/** How a mean over seeds is known. */
export interface EstimateOptions {
  readonly confidence: number;
  /** Variance of a mean over so many seeds by that of one seed. */
  variance(seeds: number): number;
  /** The smallest and the largest value that are possible. */
  readonly bounds: readonly [number, number] | undefined;
  /** Standard error of the mean for the test rows that were drawn. Default 0. */
  readonly rowError?: number;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : upper / 2 + (sorted[middle - 1] ?? Number.NaN) / 2;
}

/**
 * mean ± `half`, by the delta method on a scale without bounds: the logit between two bounds, the logarithm of the distance from one.
 */
function intervalWithin(
  mean: number,
  half: number,
  [lowest, highest]: readonly [number, number],
): [number, number] {
  const above = mean - lowest;
  const below = highest - mean;
  if (half === 0 || above <= 0 || below <= 0) return [mean, mean];
  if (Number.isFinite(above) && Number.isFinite(below)) {
    // The derivative of log(above / below) is 1 / above + 1 / below.
    const factor = Math.exp(half / above + half / below);
    const width = above + below;
    return [
      lowest + (width * above) / (above + below * factor),
      highest - (width * below) / (below + above * factor),
    ];
  }
  if (Number.isFinite(above)) {
    const factor = Math.exp(half / above);
    return [lowest + above / factor, lowest + above * factor];
  }
  if (Number.isFinite(below)) {
    const factor = Math.exp(half / below);
    return [highest - below * factor, highest - below / factor];
  }
  return [mean - half, mean + half];
}

/**
 * Mean and median over the seeds that have a value, with Student's interval of the mean. It stays within the bounds of the metric;
 * where all values are at a bound, it has no width.
 *
 * @see G. W. Oehlert, A Note on the Delta Method, 1992, doi:10.1080/00031305.1992.10475842
 */
export function estimateMean(values: readonly (number | null)[], options: EstimateOptions): Estimate {
  const known = values.filter((value) => value !== null);
  const seeds = known.length;
  if (seeds === 0) return { mean: null, median: null, low: null, high: null, values };
  const [mean, median] = [meanOf(known), medianOf(known)];
  if (seeds === 1) return { mean, median, low: null, high: null, values };
  const { confidence, bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], rowError = 0 } = options;
  const error = Math.hypot(standardDeviationOf(known) * Math.sqrt(options.variance(seeds)), rowError);
  const half = studentQuantile(0.5 + confidence / 2, seeds - 1) * error;
  const [low, high] = intervalWithin(mean, half, bounds);
  return { mean, median, low, high, values };
}
