import { randomStream } from '@losskit/random';

import { fastRandom } from './fastRandom.ts';
import { studentQuantile, studentTwoSided } from './studentT.ts';

export const DRAWS = 50_000;
/** So many seeds are as good as any number: the standard deviations are known to a thousandth. */
const MANY_SEEDS = 1e6;

/** How large the largest studentised gap to the best gets by chance. */
export interface GapDistribution {
  /** What it exceeds with probability `level`. */
  criticalValue(level: number): number;
  /** Probability that it is `gap` or more: at most `level` exactly where `gap` exceeds the critical value of that level. */
  pValue(gap: number): number;
}

/**
 * Draws max_i (m_i − m_b) / (s_i / √n): m_i are the means of n normal values of k equal losses, b has the least mean and s_i is the
 * standard deviation of the n paired differences to it.
 *
 * The values themselves are not needed. Means do not depend on deviations, so the deviations can be turned until those of b point
 * along the first of their n − 1 axes, with a length r, r² being χ² with n − 1 degrees of freedom. Those of another loss are then a normal
 * number g along it and χ² with n − 2 degrees of freedom across: (n − 1) s_i² = (g − r)² + χ².
 */
function drawLargestGaps(losses: number, seeds: number, draws: number): Float64Array {
  const random = fastRandom(randomStream(losses, 'gap to the best', seeds));
  const means = new Float64Array(losses);
  const gaps = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let best = 0;
    for (let loss = 0; loss < losses; loss++) {
      means[loss] = random.normal();
      if ((means[loss] ?? 0) < (means[best] ?? 0)) best = loss;
    }
    const length = Math.sqrt(random.chiSquare(seeds - 1));
    let largest = 0;
    for (let loss = 0; loss < losses; loss++) {
      if (loss === best) continue;
      const squares = (random.normal() - length) ** 2 + random.chiSquare(seeds - 2);
      const gap = ((means[loss] ?? 0) - (means[best] ?? 0)) / Math.sqrt(squares / (seeds - 1));
      if (gap > largest) largest = gap;
    }
    gaps[draw] = largest;
  }
  return gaps.sort();
}

function drawnDistribution(losses: number, seeds: number, draws: number): GapDistribution {
  const gaps = drawLargestGaps(losses, seeds, draws);
  return {
    criticalValue(level) {
      const above = Math.floor(level * (draws + 1)) - 1;
      return gaps[draws - 1 - above] ?? Number.POSITIVE_INFINITY;
    },
    pValue(gap) {
      let [low, high] = [0, draws];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((gaps[middle] ?? 0) < gap) low = middle + 1;
        else high = middle;
      }
      return (1 + draws - low) / (1 + draws);
    },
  };
}

/** Of two losses the gap is |t|: which of them is the best does not matter. */
function studentDistribution(seeds: number): GapDistribution {
  return {
    criticalValue: (level) => studentQuantile(1 - level / 2, seeds - 1),
    pValue: (gap) => studentTwoSided(gap, seeds - 1),
  };
}

const known = new Map<string, GapDistribution>();

/**
 * The distribution of the largest studentised gap to the best of `losses` that are equally good, over `seeds` seeds: normal, independent, of
 * one spread. The best is picked from the same numbers, as it is in a comparison, so that the pick is paid for.
 *
 * Student's t for two losses, drawn for more; the same numbers in every process.
 *
 * @param losses - At least 2.
 * @param seeds - At least 2; `Infinity` for standard deviations that are known.
 * @param draws - Default 50,000: a level of 0.05 is then kept to within 0.001, one standard error.
 * @example
 * ```ts
 * gapDistribution(2, 10).criticalValue(0.05); // 2.2622
 * gapDistribution(7, 10).criticalValue(0.05) > 3.8; // true
 * ```
 */
export function gapDistribution(losses: number, seeds: number, draws = DRAWS): GapDistribution {
  const finite = Math.min(seeds, MANY_SEEDS);
  const key = `${losses} ${finite} ${draws}`;
  const distribution =
    known.get(key) ?? (losses === 2 ? studentDistribution(finite) : drawnDistribution(losses, finite, draws));
  known.set(key, distribution);
  return distribution;
}
