import { classCounts } from './classCounts.ts';
import { confusionMetric } from './confusionMetric.ts';

/**
 * Matthews correlation coefficient, of any number of classes: the correlation of labels and most probable
 * classes, both as indicators of their classes.
 *
 * From −1 to 1, higher is better; 0 is what chance gives, however unequal the classes are. 0 where labels or
 * predictions are all of one class, as in scikit-learn.
 *
 * @see scikit-learn, `matthews_corrcoef`
 * @see J. Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient,
 *   Computational Biology and Chemistry 28 (2004), doi:10.1016/j.compbiolchem.2004.09.006
 */
export const matthewsCorrelation = confusionMetric(
  { name: 'matthewsCorrelation', higherIsBetter: true, bounds: [-1, 1] },
  (matrix) => {
    const counts = classCounts(matrix);
    const rows = counts[0]?.rows ?? 0;
    const sum = (term: (one: (typeof counts)[number]) => number) =>
      counts.reduce((total, one) => total + term(one), 0);
    const covariance = rows * sum((one) => one.truePositives) - sum((one) => one.labelled * one.predicted);
    const spread = Math.sqrt(
      (rows ** 2 - sum((one) => one.labelled ** 2)) * (rows ** 2 - sum((one) => one.predicted ** 2)),
    );
    // Rounding can lift it above 1.
    return spread > 0 ? Math.max(-1, Math.min(1, covariance / spread)) : 0;
  },
);
