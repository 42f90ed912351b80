import type { EmbeddingBatch } from '../Metric.ts';
import { metricWithOptions, positiveInteger } from '../metricWithOptions.ts';
import { retrievalMetric } from './retrievalMetric.ts';

export interface EmbeddingRecallOptions {
  /** How many neighbours to look at, at least 1. Default 10. */
  readonly k: number;
}

/**
 * Recall at k of embeddings: the share of rows that have a row with their label among the k nearest others,
 * by Euclidean distance; among equally near ones the first row comes first.
 *
 * From 0 to 1, higher is better; with k = 1 it is `precisionAtOne`. A row that is alone with its label is
 * left out; NaN where every row is alone.
 *
 * @see H. Jégou, M. Douze and C. Schmid, Product quantization for nearest neighbor search, IEEE Transactions
 * on
 *   Pattern Analysis and Machine Intelligence 33 (2011), doi:10.1109/TPAMI.2010.57
 */
export const embeddingRecallAtK = metricWithOptions<
  EmbeddingBatch,
  EmbeddingRecallOptions,
  'embeddingRecallAtK'
>(
  { name: 'embeddingRecallAtK', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  { k: 10 },
  { k: positiveInteger },
  (description, { k }) =>
    retrievalMetric(description, {
      neighbours: () => k,
      score: (isRelevant) => (isRelevant.includes(true) ? 1 : 0),
    }),
);
