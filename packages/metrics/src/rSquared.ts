import { regressionMetric } from './regressionMetric.ts';

/**
 * Coefficient of determination R²: 1 − Σ (predicted − target)² / Σ (target − mean of the targets)².
 *
 * From −∞ to 1, higher is better, without unit: 1 is perfect, 0 is as good as always predicting the mean. Constant
 * targets, and so a single row, have nothing to explain and give NaN, where scikit-learn by default answers 1 or 0.
 *
 * @see scikit-learn, `r2_score` with `force_finite=False`, which differs in giving −∞ for constant targets that are missed
 */
export const rSquared = regressionMetric('rSquared', true, () => {
  let rows = 0;
  let mean = 0;
  let squaredDeviations = 0;
  let squaredErrors = 0;
  return {
    add(target, predicted) {
      // Σ t² − n·mean² would cancel where the targets are large and close together; Welford's update does not
      // (doi:10.1080/00401706.1962.10490022).
      rows++;
      const deviation = target - mean;
      mean += deviation / rows;
      squaredDeviations += deviation * (target - mean);
      squaredErrors += (predicted - target) ** 2;
    },
    compute: () => (squaredDeviations > 0 ? 1 - squaredErrors / squaredDeviations : Number.NaN),
  };
});
