import type { RankingBatch } from '../Metric.ts';
import { metricWithOptions } from '../metricWithOptions.ts';
import { CUTOFF, type CutoffOptions, rankingMetric } from './rankingMetric.ts';

/**
 * Mean reciprocal rank (MRR): the mean over lists of 1 / the place of the first relevant item (relevance
 * above 0) in the order of scores, or 0 where it is beyond place k; by default the whole list counts.
 *
 * From 0 to 1, higher is better. Equal scores: the mean over all orders of them. Lists without a relevant
 * item are left out; NaN where every list is.
 *
 * @see torchmetrics, `RetrievalMRR` with `empty_target_action='skip'`
 * @see F. McSherry and M. Najork, Computing information retrieval performance measures efficiently in the
 *   presence of tied scores, ECIR 2008, doi:10.1007/978-3-540-78646-7_38
 */
export const meanReciprocalRank = metricWithOptions<RankingBatch, CutoffOptions, 'meanReciprocalRank'>(
  { name: 'meanReciprocalRank', higherIsBetter: true, bounds: [0, 1] },
  { k: Number.POSITIVE_INFINITY },
  { k: CUTOFF },
  (description, { k }) =>
    rankingMetric(description, (items) => {
      const first = items.find(({ relevant }) => relevant > 0);
      if (!first) return 0;
      const { before, relevant, relevances } = first;
      let sum = 0;
      // The probability that none of the tied items so far is relevant.
      let none = 1;
      for (let item = 0; item < relevances.length && before + item < k; item++) {
        const isFirst = Math.min(1, relevant / (relevances.length - item));
        sum += (none * isFirst) / (before + item + 1);
        none *= 1 - isFirst;
      }
      return sum;
    }),
);
