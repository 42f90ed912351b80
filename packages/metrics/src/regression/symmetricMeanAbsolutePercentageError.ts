import { runningMean } from '../runningMean.ts';
import { regressionMetric } from './regressionMetric.ts';

/**
 * Symmetric mean absolute percentage error: the mean of 2·|predicted − target| / (|predicted| + |target|)
 * over the targets of all rows and columns, as a fraction.
 *
 * From 0 to 2, lower is better, without unit. Where the signs differ or the target is 0 and is missed, it is
 * 2 however near the prediction is; 0 that is met exactly counts as 0.
 *
 * @see torchmetrics, `SymmetricMeanAbsolutePercentageError`, which divides by 1.2e−6 at least
 */
export const symmetricMeanAbsolutePercentageError = regressionMetric(
  { name: 'symmetricMeanAbsolutePercentageError', higherIsBetter: false, bounds: [0, 2] },
  () => {
    const fraction = runningMean();
    return {
      add(target, predicted, weight) {
        const error = Math.abs(predicted - target);
        fraction.add(error === 0 ? 0 : (2 * error) / (Math.abs(predicted) + Math.abs(target)), weight);
      },
      compute: fraction.compute,
    };
  },
);
