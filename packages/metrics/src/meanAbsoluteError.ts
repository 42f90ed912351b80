import { regressionMetric } from './regressionMetric.ts';

/**
 * Mean absolute error: Σ |predicted − target| / n.
 *
 * From 0 to ∞, lower is better, in the unit of the target. Never above the RMSE of the same rows.
 *
 * @see scikit-learn, `mean_absolute_error`
 */
export const meanAbsoluteError = regressionMetric('meanAbsoluteError', false, () => {
  let rows = 0;
  let sum = 0;
  return {
    add(target, predicted) {
      rows++;
      sum += Math.abs(predicted - target);
    },
    compute: () => sum / rows,
  };
});
