import { retrievalMetric } from './retrievalMetric.ts';

/**
 * Precision at 1 (recall at 1): the share of rows whose nearest other row, by Euclidean distance, has their
 * label; among equally near ones the first row counts.
 *
 * From 0 to 1, higher is better. A row that is alone with its label cannot be right and is left out, though
 * it may be another row's nearest; NaN where every row is alone.
 *
 * @see scikit-learn, `KNeighborsClassifier` with `n_neighbors=1`, the row itself left out
 */
export const precisionAtOne = retrievalMetric(
  { name: 'precisionAtOne', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  { neighbours: () => 1, score: ([isRelevant]) => (isRelevant ? 1 : 0) },
);
