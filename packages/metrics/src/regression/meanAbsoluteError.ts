import { runningMean } from '../runningMean.ts';
import { regressionMetric } from './regressionMetric.ts';

/**
 * Mean absolute error: Σ |predicted − target| / n, over the n targets of all rows and columns.
 *
 * From 0 to ∞, lower is better, in the unit of the target. Never above the RMSE of the same rows.
 *
 * @see scikit-learn, `mean_absolute_error`
 */
export const meanAbsoluteError = regressionMetric(
  { name: 'meanAbsoluteError', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => {
    const absoluteError = runningMean();
    return {
      add: (target, predicted, weight) => absoluteError.add(Math.abs(predicted - target), weight),
      compute: absoluteError.compute,
    };
  },
);
