import { regressionMetric } from './regressionMetric.ts';

/**
 * Median absolute error: the median of |predicted − target|; an even count averages the middle two.
 *
 * From 0 to ∞, lower is better, in the unit of the target. Up to half of the rows can be arbitrarily wrong without
 * moving it far. It is exact, so the state keeps 8 bytes per row.
 *
 * @see scikit-learn, `median_absolute_error`
 */
export const medianAbsoluteError = regressionMetric('medianAbsoluteError', false, () => {
  const errors: number[] = [];
  return {
    add(target, predicted) {
      errors.push(Math.abs(predicted - target));
    },
    compute() {
      const sorted = Float64Array.from(errors).sort();
      const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
      const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
      return (lower + upper) / 2;
    },
  };
});
