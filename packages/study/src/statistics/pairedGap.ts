import type { GapDistribution } from './gapDistribution.ts';
import { jackknifeError } from './jackknifeError.ts';
import { meanOf, scaleOf } from './moments.ts';

/** Standard deviations below this fraction of the values are rounding. */
const ROUNDING = 1e-9;

/** One loss on one task: the ranking metric, signed so that lower is better. */
export interface Sample {
  /** By seed. */
  readonly values: Float64Array;
  /** Mean over the seeds without each group of test rows in turn; empty where rows are not a source of chance. */
  readonly withoutRows: Float64Array;
  /** Seeds whose run failed: they have the trivial model's value, which is worse than that of any run that finished. Default: none. */
  readonly failed?: readonly number[] | undefined;
}

/** Paired differences of two losses, summed up. */
export interface PairedGap {
  /** Mean over the seeds of (this − the other). */
  readonly mean: number;
  /** Standard deviation over the seeds, with n − 1 in the denominator; 0 where it is rounding alone. */
  readonly spread: number;
  /** Standard error of the mean for the test rows that were drawn. */
  readonly rowError: number;
  /** Whether the mean is 0 but for rounding. */
  readonly isZero: boolean;
}

/** What varies a mean over seeds by chance. */
export interface Chance {
  readonly seeds: number;
  /** Variance of a mean over the seeds by that of one seed: 1 / seeds, more where data of seeds overlap. */
  readonly variance: number;
  /** Step in which the metric moves; 0 for continuous ones. */
  readonly resolution: number;
}

/** What a gap is held against. */
export interface Reference {
  readonly level: number;
  /** Of `distribution` at `level`. */
  readonly criticalValue: number;
  readonly distribution: Pick<GapDistribution, 'pValue'>;
  /** Gaps that are told together. */
  readonly comparisons: number;
}

export interface GapInterval {
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

/** What is missing is constant: it varies with no row. */
function differencesOf(one: Float64Array, other: Float64Array): Float64Array {
  const differences = new Float64Array(Math.max(one.length, other.length));
  return differences.map((_, group) => (one[group] ?? 0) - (other[group] ?? 0));
}

/** Seed by seed, `one` minus `other`. */
export function pairedGap(one: Sample, other: Sample): PairedGap {
  const seeds = one.values.length;
  let largest = 0;
  for (let seed = 0; seed < seeds; seed++)
    largest = Math.max(largest, Math.abs(one.values[seed] ?? 0), Math.abs(other.values[seed] ?? 0));
  const scale = scaleOf(largest);
  let sum = 0;
  for (let seed = 0; seed < seeds; seed++)
    sum += (one.values[seed] ?? 0) / scale - (other.values[seed] ?? 0) / scale;
  const mean = sum / seeds;
  let squares = 0;
  for (let seed = 0; seed < seeds; seed++)
    squares += ((one.values[seed] ?? 0) / scale - (other.values[seed] ?? 0) / scale - mean) ** 2;
  const spread = Math.sqrt(squares / (seeds - 1));
  const rounding = (ROUNDING * largest) / scale;
  return {
    mean: scale * mean,
    spread: spread <= rounding ? 0 : scale * spread,
    rowError: jackknifeError(differencesOf(one.withoutRows, other.withoutRows)),
    isZero: Math.abs(mean) <= rounding,
  };
}

/**
 * Standard error of the mean gap. A metric that moves in steps of h rounds both losses, each with variance h² / 12; and no gap is
 * taken to be steadier than a step, because few seeds can show the same step by chance.
 */
export function standardErrorOf({ spread, rowError }: PairedGap, { variance, resolution }: Chance): number {
  const deviation = Math.max(Math.hypot(spread, resolution / Math.sqrt(6)), resolution);
  return Math.hypot(deviation * Math.sqrt(variance), rowError);
}

/**
 * The interval of a gap, which excludes 0 exactly where the p value is at most the level.
 *
 * Differences without any spread have no standard error. Their p value is what flipping their signs gives, 2 / 2ⁿ for each of the
 * comparisons, and the interval is the difference itself or reaches from 0 to twice of it.
 */
export function gapInterval(gap: PairedGap, chance: Chance, reference: Reference): GapInterval {
  const { mean } = gap;
  const { level, criticalValue, distribution, comparisons } = reference;
  const error = standardErrorOf(gap, chance);
  if (error === 0) {
    const pValue = gap.isZero ? 1 : Math.min(1, comparisons * 2 ** (1 - chance.seeds));
    const [low, high] = pValue <= level ? [mean, mean] : [Math.min(0, 2 * mean), Math.max(0, 2 * mean)];
    return { low, high, pValue };
  }
  const half = criticalValue * error;
  return { low: mean - half, high: mean + half, pValue: distribution.pValue(Math.abs(mean) / error) };
}

/** The one with the least mean, the first of equals. */
export function bestOf(samples: readonly Sample[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  samples.forEach(({ values }, index) => {
    const mean = meanOf(values);
    if (mean < least) [best, least] = [index, mean];
  });
  return best;
}
