import { regressionMetric } from './regressionMetric.ts';

/**
 * Root mean squared error: √(Σ (predicted − target)² / n).
 *
 * From 0 to ∞, lower is better, in the unit of the target. Large errors dominate: one error of 10 weighs as much
 * as a hundred errors of 1.
 *
 * @see scikit-learn, `root_mean_squared_error`
 */
export const rmse = regressionMetric('rmse', false, () => {
  let rows = 0;
  let sum = 0;
  return {
    add(target, predicted) {
      rows++;
      sum += (predicted - target) ** 2;
    },
    compute: () => Math.sqrt(sum / rows),
  };
});
