import type { RankingBatch } from '../Metric.ts';
import { mean } from '../mean.ts';
import { metricWithOptions, oneOf } from '../metricWithOptions.ts';
import { CUTOFF, type CutoffOptions, rankingMetric } from './rankingMetric.ts';

export interface NdcgOptions extends CutoffOptions {
  /** What an item of relevance r is worth: `linear` r, `exponential` 2ʳ − 1. Default `linear`. */
  readonly gain: 'linear' | 'exponential';
}

/** What places are worth: 1 / log₂(place + 1), summed over `count` of them from `before` on, down to k. */
function discounts(before: number, count: number, k: number): number {
  let sum = 0;
  for (let place = before + 1; place <= Math.min(before + count, k); place++) sum += 1 / Math.log2(place + 1);
  return sum;
}

/**
 * Normalized discounted cumulative gain (NDCG): the mean over lists of Σ gain / log₂(place + 1) over the
 * first k items in the order of scores, relative to that of the best order; by default the whole list counts.
 *
 * From 0 to 1, higher is better. Equal scores: the mean over all orders of them. Lists without a relevant
 * item are left out, which scikit-learn counts as 0; NaN where every list is.
 *
 * @see scikit-learn, `ndcg_score`
 * @see K. Järvelin and J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM Transactions on
 *   Information Systems 20 (2002), doi:10.1145/582415.582418
 */
export const ndcg = metricWithOptions<RankingBatch, NdcgOptions, 'ndcg'>(
  { name: 'ndcg', higherIsBetter: true, bounds: [0, 1] },
  { k: Number.POSITIVE_INFINITY, gain: 'linear' },
  { k: CUTOFF, gain: oneOf(['linear', 'exponential']) },
  (description, { k, gain }) => {
    const gainOf = (relevance: number) => (gain === 'linear' ? relevance : 2 ** relevance - 1);
    return rankingMetric(description, (items) => {
      const reached = items.reduce(
        (sum, { before, relevances }) =>
          sum + mean(relevances.map(gainOf)) * discounts(before, relevances.length, k),
        0,
      );
      const best = items
        .flatMap(({ relevances }) => relevances.map(gainOf))
        .sort((a, b) => b - a)
        .reduce((sum, one, place) => sum + one * discounts(place, 1, k), 0);
      return reached / best;
    });
  },
);
