/**
 * Mean of the middle half of weighted scores.
 *
 * @param scores - Rising.
 * @param weights - One per score, ≥ 0, with sum 1.
 * @param cut - The weight that is left out at each end. A quarter, or floor(n / 4) / n where whole runs are
 *   left out.
 * @see R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice, 2021,
 *   arXiv:2108.13264
 * @example
 * ```ts
 * interquartileMean([0, 1, 2, 90], [0.25, 0.25, 0.25, 0.25], 0.25); // 1.5
 * ```
 */
export function interquartileMean(
  scores: ArrayLike<number>,
  weights: ArrayLike<number>,
  cut: number,
): number {
  let sum = 0;
  let kept = 0;
  let below = 0;
  for (let run = 0; run < scores.length; run++) {
    const above = below + (weights[run] ?? 0);
    const within = Math.min(above, 1 - cut) - Math.max(below, cut);
    if (within > 0) {
      sum += within * (scores[run] ?? 0);
      kept += within;
    }
    below = above;
  }
  return sum / kept;
}
