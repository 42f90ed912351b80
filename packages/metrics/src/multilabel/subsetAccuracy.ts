import { runningMean } from '../runningMean.ts';
import { multilabelMetric } from './multilabelMetric.ts';

/**
 * Subset accuracy: the share of rows whose labels are all right, a label being predicted where its
 * probability is above 0.5.
 *
 * From 0 to 1, higher is better; the strictest of the multilabel metrics, as one wrong label spoils the row.
 *
 * @see scikit-learn, `accuracy_score` of multilabel targets
 */
export const subsetAccuracy = multilabelMetric(
  { name: 'subsetAccuracy', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  () => {
    const correct = runningMean();
    return {
      add: (row, weight) =>
        correct.add(row.every(({ target, predicted }) => target === predicted) ? 1 : 0, weight),
      compute: correct.compute,
    };
  },
);
