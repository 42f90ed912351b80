import { rankingMetric } from './rankingMetric.ts';

/**
 * Mean average precision (MAP) of ranked lists: the mean over lists of the mean over their relevant items
 * (relevance above 0) of the share of relevant ones among the items down to it.
 *
 * From 0 to 1, higher is better. Equal scores: the mean over all orders of them. Lists without a relevant
 * item are left out; NaN where every list is.
 *
 * @see torchmetrics, `RetrievalMAP` with `empty_target_action='skip'`
 * @see F. McSherry and M. Najork, Computing information retrieval performance measures efficiently in the
 *   presence of tied scores, ECIR 2008, doi:10.1007/978-3-540-78646-7_38
 */
export const meanAveragePrecision = rankingMetric(
  { name: 'meanAveragePrecision', higherIsBetter: true, bounds: [0, 1] },
  (items, relevant) => {
    let sum = 0;
    let relevantBefore = 0;
    for (const tied of items) {
      const size = tied.relevances.length;
      // A tied item is relevant with this probability, and each before it if it is.
      const isRelevant = tied.relevant / size;
      const isOtherRelevant = size > 1 ? (tied.relevant - 1) / (size - 1) : 0;
      for (let item = 0; item < size; item++) {
        const expected = relevantBefore + 1 + item * isOtherRelevant;
        sum += (isRelevant * expected) / (tied.before + item + 1);
      }
      relevantBefore += tied.relevant;
    }
    return sum / relevant;
  },
);
