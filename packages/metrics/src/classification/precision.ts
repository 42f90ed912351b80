import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions } from '../metricWithOptions.ts';
import { AVERAGES, type AverageOptions, averagedMetric } from './averagedMetric.ts';

/**
 * Precision: TP / (TP + FP), the share of the rows taken for a class that are of it; by default of class 1,
 * of two classes.
 *
 * From 0 to 1, higher is better. A class that is never predicted counts as 0, as in scikit-learn.
 *
 * @see scikit-learn, `precision_score`
 */
export const precision = metricWithOptions<ClassificationBatch, AverageOptions, 'precision'>(
  { name: 'precision', higherIsBetter: true, bounds: [0, 1] },
  { average: 'binary' },
  { average: AVERAGES },
  (description, { average }) =>
    averagedMetric(description, average, ({ truePositives, predicted }) => truePositives / predicted),
);
