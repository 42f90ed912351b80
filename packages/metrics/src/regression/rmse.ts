import { runningMean } from '../runningMean.ts';
import { regressionMetric } from './regressionMetric.ts';

/**
 * Root mean squared error: √(Σ (predicted − target)² / n), over the n targets of all rows and columns.
 *
 * From 0 to ∞, lower is better, in the unit of the target. Large errors dominate: one error of 10 weighs as
 * much as a hundred errors of 1.
 *
 * @see scikit-learn, `root_mean_squared_error`; of several columns it gives the mean of their roots
 */
export const rmse = regressionMetric(
  { name: 'rmse', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => {
    const squaredError = runningMean();
    return {
      add: (target, predicted, weight) => squaredError.add((predicted - target) ** 2, weight),
      compute: () => Math.sqrt(squaredError.compute()),
    };
  },
);
