import type { ClassificationBatch } from '../Metric.ts';
import { metricWithOptions, oneOf } from '../metricWithOptions.ts';
import { weightedMean } from '../weightedMean.ts';
import { classificationMetric } from './classificationMetric.ts';
import { classGroups, labelWeights, type ScoredRows, scoredRows } from './scoredRows.ts';
import { rocArea } from './scoreGroups.ts';

export interface RocAucOptions {
  /**
   * The mean over classes or pairs of them: `macro` of each the same, `weighted` by rows. Default `macro`.
   */
  readonly average: 'macro' | 'weighted';
  /**
   * With more than two classes: `oneVsRest` the mean of the areas of each class against all others,
   * `oneVsOne` of those of each class against each other one, without the rows of the rest. Default
   * `oneVsRest`.
   */
  readonly multiclass: 'oneVsRest' | 'oneVsOne';
}

function meanArea(rows: ScoredRows, { average, multiclass }: RocAucOptions): number {
  const sizes = labelWeights(rows);
  const sizeOf = (label: number) => sizes.get(label) ?? 0;
  const scored = [...rows.scores.keys()];
  if (multiclass === 'oneVsRest' || scored.length === 1) {
    return weightedMean(
      scored.map((label) => ({
        value: rocArea(classGroups(rows, label)),
        weight: average === 'weighted' && scored.length > 1 ? sizeOf(label) : 1,
      })),
    );
  }
  const areaOf = (first: number, second: number) =>
    rocArea(classGroups(rows, first, (label) => label === first || label === second));
  return weightedMean(
    scored.flatMap((first, index) =>
      scored.slice(index + 1).map((second) => ({
        value: (areaOf(first, second) + areaOf(second, first)) / 2,
        weight: average === 'weighted' ? sizeOf(first) + sizeOf(second) : 1,
      })),
    ),
  );
}

/**
 * Area under the ROC curve, of two classes: the share of pairs of a row of class 1 and a row of class 0 in
 * which the former has the larger probability of class 1; equal ones count half. Of more classes the mean of
 * such areas.
 *
 * From 0 to 1, higher is better; 0.5 is what chance gives. It judges the order of the rows only, whatever the
 * threshold and however rare class 1 is. NaN where one class has no row. It is exact, so the state keeps 24
 * bytes per row of two classes, and 8 for each class and 16 of more.
 *
 * @see scikit-learn, `roc_auc_score`
 * @see J. A. Hanley and B. J. McNeil, The meaning and use of the area under a receiver operating
 *   characteristic (ROC) curve, Radiology 143 (1982), doi:10.1148/radiology.143.1.7063747
 * @see D. J. Hand and R. J. Till, A simple generalisation of the area under the ROC curve for multiple class
 *   classification problems, Machine Learning 45 (2001), doi:10.1023/A:1010920819831, of `oneVsOne`
 */
export const rocAuc = metricWithOptions<ClassificationBatch, RocAucOptions, 'rocAuc'>(
  { name: 'rocAuc', higherIsBetter: true, bounds: [0, 1] },
  { average: 'macro', multiclass: 'oneVsRest' },
  { average: oneOf(['macro', 'weighted']), multiclass: oneOf(['oneVsRest', 'oneVsOne']) },
  (description, options) =>
    classificationMetric(description, () => scoredRows((rows) => meanArea(rows, options))),
);
