import type { RankingBatch } from '../Metric.ts';
import { metricWithOptions, positiveInteger } from '../metricWithOptions.ts';
import { type CutoffOptions, rankingMetric } from './rankingMetric.ts';
import { relevantAtTop } from './relevantAtTop.ts';

/**
 * Recall at k of ranked lists: the mean over lists of the share of the relevant items (relevance above 0)
 * that are among the k with the largest scores; k is 10 by default.
 *
 * From 0 to 1, higher is better. Equal scores: the mean over all orders of them. Lists without a relevant
 * item are left out; NaN where every list is.
 *
 * @see torchmetrics, `RetrievalRecall` with `empty_target_action='skip'`
 */
export const recallAtK = metricWithOptions<RankingBatch, CutoffOptions, 'recallAtK'>(
  { name: 'recallAtK', higherIsBetter: true, bounds: [0, 1] },
  { k: 10 },
  { k: positiveInteger },
  (description, { k }) => rankingMetric(description, (items, relevant) => relevantAtTop(items, k) / relevant),
);
