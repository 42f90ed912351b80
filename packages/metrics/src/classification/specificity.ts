import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions } from '../metricWithOptions.ts';
import { AVERAGES, type AverageOptions, averagedMetric } from './averagedMetric.ts';

/**
 * Specificity (true negative rate): TN / (TN + FP), the share of the rows of other classes that are not taken
 * for a class; by default of class 1, of two classes.
 *
 * From 0 to 1, higher is better. Where all rows are of one class it counts as 0, as in torchmetrics.
 *
 * @see torchmetrics, `Specificity`
 */
export const specificity = metricWithOptions<ClassificationBatch, AverageOptions, 'specificity'>(
  { name: 'specificity', higherIsBetter: true, bounds: [0, 1] },
  { average: 'binary' },
  { average: AVERAGES },
  (description, { average }) =>
    averagedMetric(
      description,
      average,
      ({ truePositives, labelled, predicted, rows }) => 1 - (predicted - truePositives) / (rows - labelled),
    ),
);
