import { gapDistribution } from './gapDistribution.ts';
import {
  bestOf,
  type Chance,
  type GapInterval,
  gapInterval,
  type PairedGap,
  pairedGap,
  type Reference,
  type Sample,
} from './pairedGap.ts';

/** What gaps to the best of so many losses are held against. */
export function bestReference(losses: number, seeds: number, level: number, draws?: number): Reference {
  const distribution = gapDistribution(losses, seeds, draws);
  return { level, criticalValue: distribution.criticalValue(level), distribution, comparisons: losses - 1 };
}

/** The seeds of a sample without those whose run failed. */
function finishedOf({ values }: Sample, failed: readonly number[]): Sample {
  return { values: values.filter((_, seed) => !failed.includes(seed)), withoutRows: new Float64Array() };
}

/**
 * The interval with what the runs that finished say of its lower end. A failed run is worse than they are, so that the gap of all
 * runs is no less than theirs, times their share: one that collapsed widens the interval of all, and would hide that the
 * others are clearly behind, or clearly no better.
 */
function tightenedByFinished(
  interval: GapInterval,
  sample: Sample,
  best: Sample,
  chance: Chance,
  reference: (seeds: number) => Reference,
): GapInterval {
  const { failed = [] } = sample;
  const seeds = chance.seeds - failed.length;
  if (failed.length === 0 || seeds < 2) return interval;
  const variance = chance.variance - 1 / chance.seeds + 1 / seeds;
  const gap = pairedGap(finishedOf(sample, failed), finishedOf(best, failed));
  const finished = gapInterval(
    { ...gap, rowError: pairedGap(sample, best).rowError },
    { ...chance, seeds, variance },
    reference(seeds),
  );
  const low = finished.low > 0 ? (finished.low * seeds) / chance.seeds : finished.low;
  if (low <= interval.low) return interval;
  return { ...interval, low, pValue: low > 0 ? Math.min(interval.pValue, finished.pValue) : interval.pValue };
}

/** A gap with its interval. */
export interface ComparedGap extends GapInterval {
  readonly gap: PairedGap;
}

/** The best of several losses, and how far the others are behind. */
export interface BestComparison {
  /** Index of the loss with the least mean. */
  readonly best: number;
  /** One per loss; that of the best itself is 0. */
  readonly gaps: readonly ComparedGap[];
}

/**
 * Picks the loss with the least mean and compares every other one with it, seed by seed.
 *
 * The intervals hold together: with probability 1 − `level` or more all of them cover the true differences, though the best was
 * picked from the same numbers. The gaps are studentised one by one, so that a noisy loss does not blur the others, and the
 * largest is held against {@link gapDistribution}.
 *
 * @param samples - Of at least two losses over the same two seeds or more.
 * @see P. R. Hansen, A. Lunde and J. M. Nason, The Model Confidence Set, 2011, doi:10.3982/ECTA5771, for a relative
 * @example
 * ```ts
 * const losses = [
 *   { values: Float64Array.of(1, 2, 3), withoutRows: new Float64Array() },
 *   { values: Float64Array.of(3, 4.1, 5), withoutRows: new Float64Array() },
 * ];
 * const { best, gaps } = compareWithBest(losses, { seeds: 3, variance: 1 / 3, resolution: 0 }, 0.05);
 * best; // 0
 * gaps.map(({ low }) => low); // [0, 1.8899]
 * ```
 */
export function compareWithBest(samples: readonly Sample[], chance: Chance, level: number): BestComparison {
  const best = bestOf(samples);
  const referenceFor = (seeds: number) => bestReference(samples.length, seeds, level);
  const reference = referenceFor(chance.seeds);
  const bestSample = samples[best];
  const gaps = bestSample
    ? samples.map((sample) => {
        const gap = pairedGap(sample, bestSample);
        const interval = gapInterval(gap, chance, reference);
        return { gap, ...tightenedByFinished(interval, sample, bestSample, chance, referenceFor) };
      })
    : [];
  return { best, gaps };
}
