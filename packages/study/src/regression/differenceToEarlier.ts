import type { Difference, TaskResult } from '../result.ts';
import { meanOf, standardDeviationOf } from '../statistics/moments.ts';
import { gapInterval, type PairedGap, pairedGap, type Reference } from '../statistics/pairedGap.ts';
import { studentQuantile, studentTwoSided } from '../statistics/studentT.ts';
import { varianceOfMean } from '../statistics/varianceOfMean.ts';

/** The ranking metric of one loss on one task, one value per seed. */
export interface SeedValues {
  readonly values: readonly number[];
  readonly task: Pick<TaskResult, 'sampling' | 'parts' | 'resolution'>;
}

/** How many differences are told together, and how surely all of their intervals hold. */
export interface Family {
  readonly comparisons: number;
  readonly confidence: number;
}

/** Standard deviations below this fraction of the values are rounding. */
const ROUNDING = 1e-9;

/** Student's t, with Bonferroni's correction: nothing is picked from the data. */
function studentReference({ comparisons, confidence }: Family, degreesOfFreedom: number): Reference {
  const level = 1 - confidence;
  return {
    level,
    criticalValue: studentQuantile(1 - level / 2 / comparisons, degreesOfFreedom),
    distribution: { pValue: (t) => Math.min(1, comparisons * studentTwoSided(t, degreesOfFreedom)) },
    comparisons,
  };
}

/**
 * The difference now − before, seed by seed: Student's interval.
 *
 * @param now - At least two seeds.
 * @param before - The same seeds.
 */
export function pairedDifference(now: SeedValues, before: SeedValues, family: Family): Difference {
  const seeds = now.values.length;
  const withoutRows = new Float64Array();
  const gap = pairedGap(
    { values: Float64Array.from(now.values), withoutRows },
    { values: Float64Array.from(before.values), withoutRows },
  );
  const { resolution } = now.task;
  const chance = { seeds, variance: varianceOfMean(now.task, seeds), resolution };
  return { mean: gap.mean, ...gapInterval(gap, chance, studentReference(family, seeds - 1)) };
}

/**
 * Standard error of a mean over seeds. A metric that moves in steps is taken to be no steadier than two of
 * them can tell.
 */
function standardErrorOf(sample: SeedValues): number {
  const { values, task } = sample;
  const deviation = standardDeviationOf(values);
  const isRounding = deviation <= ROUNDING * Math.max(...values.map(Math.abs));
  const step = task.resolution;
  const spread = Math.max(Math.hypot(isRounding ? 0 : deviation, step / Math.sqrt(12)), step / Math.SQRT2);
  return spread * Math.sqrt(varianceOfMean(task, values.length));
}

/**
 * The difference now − before of seeds that have nothing in common: Welch's interval.
 *
 * @param now - At least two seeds.
 * @param before - At least two seeds.
 * @see B. L. Welch, The Generalization of 'Student's' Problem when Several Different Population Variances are
 *   Involved, 1947, doi:10.1093/biomet/34.1-2.28
 */
export function unpairedDifference(now: SeedValues, before: SeedValues, family: Family): Difference {
  const mean = meanOf(now.values) - meanOf(before.values);
  const [errorNow, errorBefore] = [standardErrorOf(now), standardErrorOf(before)];
  const error = Math.hypot(errorNow, errorBefore);
  // Welch–Satterthwaite, in fractions of the error so that nothing overflows.
  const fraction = (one: number, { values }: SeedValues) => (one / error) ** 4 / (values.length - 1);
  const degreesOfFreedom = error > 0 ? 1 / (fraction(errorNow, now) + fraction(errorBefore, before)) : 1;
  const largest = Math.max(...now.values.map(Math.abs), ...before.values.map(Math.abs));
  const gap: PairedGap = { mean, spread: error, rowError: 0, isZero: Math.abs(mean) <= ROUNDING * largest };
  // The spread is that of the mean already.
  const chance = { seeds: Math.min(now.values.length, before.values.length), variance: 1, resolution: 0 };
  return { mean, ...gapInterval(gap, chance, studentReference(family, degreesOfFreedom)) };
}
