import type { RankingBatch } from '../Metric.ts';
import { metricWithOptions, positiveInteger } from '../metricWithOptions.ts';
import { type CutoffOptions, rankingMetric } from './rankingMetric.ts';
import { relevantAtTop } from './relevantAtTop.ts';

/**
 * Precision at k of ranked lists: the mean over lists of the share of the k items with the largest scores
 * that are relevant (relevance above 0); k is 10 by default. Of fewer than k items the missing ones count as
 * not relevant.
 *
 * From 0 to 1, higher is better. Equal scores: the mean over all orders of them. Lists without a relevant
 * item are left out; NaN where every list is.
 *
 * @see torchmetrics, `RetrievalPrecision` with `empty_target_action='skip'`
 */
export const precisionAtK = metricWithOptions<RankingBatch, CutoffOptions, 'precisionAtK'>(
  { name: 'precisionAtK', higherIsBetter: true, bounds: [0, 1] },
  { k: 10 },
  { k: positiveInteger },
  (description, { k }) => rankingMetric(description, (items) => relevantAtTop(items, k) / k),
);
