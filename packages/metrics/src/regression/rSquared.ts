import { compensatedSum } from '../compensatedSum.ts';
import { mean } from '../mean.ts';
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
  () => {
    const columns: ReturnType<typeof columnRSquared>[] = [];
    return {
      add(target, predicted, column) {
        const state = columns[column] ?? columnRSquared();
        columns[column] = state;
        state.add(target, predicted);
      },
      compute: () => mean(columns.map((state) => state.compute())),
    };
  },
);

/** R² of one column. */
function columnRSquared() {
  let rows = 0;
  const center = compensatedSum();
  const squaredDeviations = compensatedSum();
  const squaredErrors = compensatedSum();
  return {
    add(target: number, predicted: number) {
      // Σ t² − n·mean² would cancel where the targets are large and close together; Welford's update does not
      // (doi:10.1080/00401706.1962.10490022), if its mean has more digits than the targets.
      rows++;
      const deviation = center.below(target);
      center.add(deviation / rows);
      squaredDeviations.add(deviation * center.below(target));
      squaredErrors.add((predicted - target) ** 2);
    },
    compute() {
      const spread = squaredDeviations.compute();
      return spread > 0 ? 1 - squaredErrors.compute() / spread : Number.NaN;
    },
  };
}
