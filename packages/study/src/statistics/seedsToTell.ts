import { bestReference } from './compareWithBest.ts';
import { looksOf } from './looksOf.ts';
import { gapInterval, type PairedGap } from './pairedGap.ts';
import { verdictOf } from './verdictOf.ts';

/** What is planned need not be known as well as what is claimed. */
const DRAWS = 5_000;

/** Every number up to 20, then round ones: as many as a comparison can run. */
const COUNTS = [
  ...Array.from({ length: 19 }, (_, index) => index + 2),
  ...[1, 10, 100].flatMap((power) =>
    [25, 30, 40, 50, 60, 80, 100, 120, 150, 200].map((seeds) => seeds * power),
  ),
].filter((seeds, index, all) => seeds <= 10_000 && seeds > (all[index - 1] ?? 0));

/** A gap that is undecided, and how it was measured. */
export interface UndecidedGap {
  readonly gap: PairedGap;
  readonly losses: number;
  readonly seeds: number;
  readonly resolution: number;
  readonly margin: number;
  readonly confidence: number;
  /** Variance of a mean over so many seeds by that of one. */
  variance(seeds: number): number;
}

/**
 * The least number of seeds at which a gap is decided if its mean and its spread stay as they are; null where no number of seeds
 * does it, because the seeds share data or the difference is the margin itself.
 */
export function seedsToTell(undecided: UndecidedGap): number | null {
  const { gap, losses, resolution, margin, confidence } = undecided;
  const isDecided = (seeds: number) => {
    const level = looksOf(seeds, confidence).at(-1)?.level ?? 0;
    const chance = { seeds, variance: undecided.variance(seeds), resolution };
    const interval = gapInterval(gap, chance, bestReference(losses, seeds, level, DRAWS));
    return verdictOf(interval, margin) !== 'undecided';
  };
  const counts = COUNTS.filter((seeds) => seeds > undecided.seeds);
  if (!isDecided(counts.at(-1) ?? Number.POSITIVE_INFINITY)) return null;
  let [low, high] = [0, counts.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isDecided(counts[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return counts[low] ?? null;
}
