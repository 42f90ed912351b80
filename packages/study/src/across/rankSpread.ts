import type { Spread } from './AcrossTasksResult.ts';

/**
 * The interval of a mean rank: what a bootstrap gives, and its mirror image on the other side of the
 * estimate.
 *
 * Chance moves the ranks of losses that are close together towards the middle, in the estimate and once more
 * in each resample. Mirrored, the second of these biases undoes the first.
 *
 * @param spread - Of the bootstrap.
 * @param losses - That are ranked: no rank is beyond their number.
 * @example
 * ```ts
 * rankSpread({ mean: 2, low: 1.8, high: 3.5 }, 4).low; // 1
 * ```
 */
export function rankSpread({ mean, low, high }: Spread, losses: number): Spread {
  return {
    mean,
    low: Math.max(1, Math.min(low, 2 * mean - high)),
    high: Math.min(losses, Math.max(high, 2 * mean - low)),
  };
}
