import { regressionMetric } from './regressionMetric.ts';

/**
 * Maximum error: the largest |predicted − target| of all rows and columns.
 *
 * From 0 to ∞, lower is better, in the unit of the target. One row decides, whatever its weight, unless that
 * is 0.
 *
 * @see scikit-learn, `max_error`
 */
export const maxError = regressionMetric(
  { name: 'maxError', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => {
    let largest = Number.NaN;
    return {
      add(target, predicted) {
        const error = Math.abs(predicted - target);
        largest = Number.isNaN(largest) ? error : Math.max(largest, error);
      },
      compute: () => largest,
    };
  },
);
