import { runningMean } from '../runningMean.ts';
import { regressionMetric } from './regressionMetric.ts';

/**
 * Mean absolute percentage error: the mean of |predicted − target| / |target| over the targets of all rows
 * and columns, as a fraction: 0.05 is five per cent.
 *
 * From 0 to ∞, lower is better, without unit. Targets of 0 are divided by 2.2e−16 instead, as scikit-learn
 * does, so that one of them which is missed outweighs all others. It favours predictions that are too low.
 *
 * @see scikit-learn, `mean_absolute_percentage_error`
 */
export const meanAbsolutePercentageError = regressionMetric(
  { name: 'meanAbsolutePercentageError', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => {
    const fraction = runningMean();
    return {
      add: (target, predicted, weight) =>
        fraction.add(Math.abs(predicted - target) / Math.max(Math.abs(target), Number.EPSILON), weight),
      compute: fraction.compute,
    };
  },
);
