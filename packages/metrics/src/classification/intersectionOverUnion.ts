import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions } from '../metricWithOptions.ts';
import { AVERAGES, type AverageOptions, averagedMetric } from './averagedMetric.ts';

/**
 * Intersection over union (IoU, Jaccard index): TP / (TP + FP + FN); by default of class 1, of two classes,
 * such as the foreground of a mask, over the pixels of all pictures.
 *
 * From 0 to 1, higher is better; never above F1, which orders models the same way. Its macro average is
 * `meanIntersectionOverUnion`.
 *
 * @see scikit-learn, `jaccard_score`
 */
export const intersectionOverUnion = metricWithOptions<
  ClassificationBatch,
  AverageOptions,
  'intersectionOverUnion'
>(
  { name: 'intersectionOverUnion', higherIsBetter: true, bounds: [0, 1] },
  { average: 'binary' },
  { average: AVERAGES },
  (description, { average }) =>
    averagedMetric(
      description,
      average,
      ({ truePositives, labelled, predicted }) => truePositives / (labelled + predicted - truePositives),
    ),
);
