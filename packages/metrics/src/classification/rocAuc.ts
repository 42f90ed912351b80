import { binaryMetric } from './binaryMetric.ts';

/**
 * Area under the ROC curve, of two classes: the share of pairs of a row of class 1 and a row of class 0 in
 * which the former has the larger probability of class 1; equal ones count half.
 *
 * From 0 to 1, higher is better; 0.5 is what chance gives. It judges the order of the rows only, whatever the
 * threshold and however rare class 1 is. NaN where one class has no row. The state keeps 8 bytes per row.
 *
 * @see scikit-learn, `roc_auc_score`
 * @see J. A. Hanley and B. J. McNeil, The meaning and use of the area under a receiver operating
 *   characteristic (ROC) curve, Radiology 143 (1982), doi:10.1148/radiology.143.1.7063747
 */
export const rocAuc = binaryMetric(
  { name: 'rocAuc', higherIsBetter: true, bounds: [0, 1] },
  (groups, positives, negatives) => {
    let negativesAbove = 0;
    let pairsLost = 0;
    for (const group of groups) {
      pairsLost += group.positives * (negativesAbove + group.negatives / 2);
      negativesAbove += group.negatives;
    }
    return 1 - pairsLost / (positives * negatives);
  },
);
