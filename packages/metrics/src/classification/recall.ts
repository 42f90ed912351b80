import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions } from '../metricWithOptions.ts';
import { AVERAGES, type AverageOptions, averagedMetric } from './averagedMetric.ts';

/**
 * Recall (sensitivity, true positive rate): TP / (TP + FN), the share of the rows of a class that are
 * recognised; by default of class 1, of two classes.
 *
 * From 0 to 1, higher is better. A class that is predicted, but never a label, counts as 0 in the macro
 * average, as in scikit-learn; `balancedAccuracy` leaves it out.
 *
 * @see scikit-learn, `recall_score`
 */
export const recall = metricWithOptions<ClassificationBatch, AverageOptions, 'recall'>(
  { name: 'recall', higherIsBetter: true, bounds: [0, 1] },
  { average: 'binary' },
  { average: AVERAGES },
  (description, { average }) =>
    averagedMetric(description, average, ({ truePositives, labelled }) => truePositives / labelled),
);
