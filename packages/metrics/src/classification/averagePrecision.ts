import { binaryMetric } from './binaryMetric.ts';

/**
 * Average precision, of two classes: Σ (recallₙ − recallₙ₋₁) · precisionₙ over the thresholds on the
 * probability of class 1, from the highest down; the area under the curve of precision over recall, in steps.
 *
 * From 0 to 1, higher is better; chance gives the share of class 1. It judges the order of the rows only, and
 * mostly its top. NaN where one class has no row, for which scikit-learn answers 0 or 1. The state keeps 8
 * bytes per row.
 *
 * @see scikit-learn, `average_precision_score`
 */
export const averagePrecision = binaryMetric(
  { name: 'averagePrecision', higherIsBetter: true, bounds: [0, 1] },
  (groups, positives) => {
    let truePositives = 0;
    let predicted = 0;
    let sum = 0;
    for (const group of groups) {
      truePositives += group.positives;
      predicted += group.positives + group.negatives;
      sum += group.positives * (truePositives / predicted);
    }
    return sum / positives;
  },
);
