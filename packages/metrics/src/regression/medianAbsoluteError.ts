import { regressionMetric } from './regressionMetric.ts';
import { weightedMedian } from './weightedMedian.ts';

/**
 * Median absolute error: the median of |predicted − target| over the targets of all rows and columns; an even
 * count averages the middle two.
 *
 * From 0 to ∞, lower is better, in the unit of the target. Up to half of the targets can be arbitrarily wrong
 * without moving it far. It is exact, so the state keeps 16 bytes per target.
 *
 * @see scikit-learn, `median_absolute_error`; of several columns it gives the mean of their medians
 */
export const medianAbsoluteError = regressionMetric(
  { name: 'medianAbsoluteError', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => {
    const errors: number[] = [];
    const weights: number[] = [];
    return {
      add(target, predicted, weight) {
        errors.push(Math.abs(predicted - target));
        weights.push(weight);
      },
      compute: () => weightedMedian(errors, weights),
    };
  },
);
