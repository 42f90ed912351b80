import { coMoment } from './coMoment.ts';
import { meanOfColumns } from './meanOfColumns.ts';
import { regressionMetric } from './regressionMetric.ts';

/**
 * Explained variance: 1 − variance of (target − predicted) / variance of the targets; of several columns the
 * mean of theirs.
 *
 * From −∞ to 1, higher is better, without unit. It is R² of a model whose mean error was taken away, so never
 * below R². Constant targets have nothing to explain and give NaN, where scikit-learn by default answers 1 or
 * 0; one constant column makes the mean NaN.
 *
 * @see scikit-learn, `explained_variance_score` with `force_finite=False`, which differs in giving −∞ for
 *   constant targets that are missed
 */
export const explainedVariance = regressionMetric(
  { name: 'explainedVariance', higherIsBetter: true, bounds: [Number.NEGATIVE_INFINITY, 1] },
  () =>
    meanOfColumns(() => {
      const squaredDeviations = coMoment();
      const unexplained = coMoment();
      return {
        add(target, predicted, weight) {
          squaredDeviations.add(target, target, weight);
          unexplained.add(target - predicted, target - predicted, weight);
        },
        compute() {
          const spread = squaredDeviations.compute();
          return spread > 0 ? 1 - unexplained.compute() / spread : Number.NaN;
        },
      };
    }),
);
