import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions, oneOf } from '../metricWithOptions.ts';
import { weightedMean } from '../weightedMean.ts';
import { classificationMetric } from './classificationMetric.ts';
import { classGroups, labelWeights, scoredRows } from './scoredRows.ts';
import { precisionArea } from './scoreGroups.ts';

export interface AveragePrecisionOptions {
  /**
   * With more than two classes, the mean over classes: `macro` of each the same, `weighted` by rows. Default
   * `macro`.
   */
  readonly average: 'macro' | 'weighted';
}

/**
 * Average precision, of two classes: Σ (recallₙ − recallₙ₋₁) · precisionₙ over the thresholds on the
 * probability of class 1, from the highest down; the area under the curve of precision over recall, in steps.
 * Of more classes the mean of that of each against all others.
 *
 * From 0 to 1, higher is better; chance gives the share of class 1. It judges the order of the rows only, and
 * mostly its top. NaN where one class has no row, for which scikit-learn answers 0 or 1. It is exact, so the
 * state keeps 24 bytes per row of two classes, and 8 for each class and 16 of more.
 *
 * @see scikit-learn, `average_precision_score`
 */
export const averagePrecision = metricWithOptions<
  ClassificationBatch,
  AveragePrecisionOptions,
  'averagePrecision'
>(
  { name: 'averagePrecision', higherIsBetter: true, bounds: [0, 1] },
  { average: 'macro' },
  { average: oneOf(['macro', 'weighted']) },
  (description, { average }) =>
    classificationMetric(description, () =>
      scoredRows((rows) => {
        const sizes = labelWeights(rows);
        const isWeighted = average === 'weighted' && rows.scores.size > 1;
        return weightedMean(
          Array.from(rows.scores.keys(), (label) => ({
            value: precisionArea(classGroups(rows, label)),
            weight: isWeighted ? (sizes.get(label) ?? 0) : 1,
          })),
        );
      }),
    ),
);
