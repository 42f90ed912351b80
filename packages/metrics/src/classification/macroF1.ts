import { classMeanMetric } from './classMeanMetric.ts';

/**
 * Macro-averaged F1: the mean over classes of 2·TP / (2·TP + FP + FN), the harmonic mean of precision and
 * recall.
 *
 * From 0 to 1, higher is better; every class weighs the same, however rare. As in scikit-learn a class counts
 * when it occurs among the labels or among the predictions: one that occurs in neither is left out, one that
 * is only ever predicted, or never recognised, counts as 0.
 *
 * @see scikit-learn, `f1_score` with `average='macro'` and `labels=None`
 */
export const macroF1 = classMeanMetric(
  { name: 'macroF1', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  ({ truePositives, labelled, predicted }) => (2 * truePositives) / (labelled + predicted),
);
