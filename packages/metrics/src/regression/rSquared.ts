import { compensatedSum } from '../compensatedSum.ts';
import { coMoment } from './coMoment.ts';
import { meanOfColumns } from './meanOfColumns.ts';
import { regressionMetric } from './regressionMetric.ts';

/**
 * Coefficient of determination R²: 1 − Σ (predicted − target)² / Σ (target − mean of the targets)²; of
 * several columns the mean of theirs.
 *
 * From −∞ to 1, higher is better, without unit: 1 is perfect, 0 is as good as always predicting the mean.
 * Constant targets, and so a single row, have nothing to explain and give NaN, where scikit-learn by default
 * answers 1 or 0; one constant column makes the mean NaN.
 *
 * @see scikit-learn, `r2_score` with `multioutput='uniform_average'` and `force_finite=False`, which differs
 *   in giving −∞ for constant targets that are missed
 */
export const rSquared = regressionMetric(
  { name: 'rSquared', higherIsBetter: true, bounds: [Number.NEGATIVE_INFINITY, 1] },
  () =>
    meanOfColumns(() => {
      const squaredDeviations = coMoment();
      const squaredErrors = compensatedSum();
      return {
        add(target, predicted, weight) {
          squaredDeviations.add(target, target, weight);
          squaredErrors.add(weight * (predicted - target) ** 2);
        },
        compute() {
          const spread = squaredDeviations.compute();
          return spread > 0 ? 1 - squaredErrors.compute() / spread : Number.NaN;
        },
      };
    }),
);
