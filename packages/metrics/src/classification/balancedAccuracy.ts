import { classMeanMetric } from './classMeanMetric.ts';

/**
 * Balanced accuracy: the mean over classes of the share of a class's rows that were recognised (its recall).
 *
 * From 0 to 1, higher is better; guessing one class always gives 1 / classes, however unequal these are. A
 * class without a row among the labels has no recall and is left out.
 *
 * @see scikit-learn, `balanced_accuracy_score` with `adjusted=False`
 */
export const balancedAccuracy = classMeanMetric(
  { name: 'balancedAccuracy', higherIsBetter: true, bounds: [0, 1], countsRows: true },
  ({ truePositives, labelled }) => truePositives / labelled,
);
