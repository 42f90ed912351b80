import { checkEach } from '../batchChecks.ts';
import type { RegressionBatch } from '../Metric.ts';
import { runningMean } from '../runningMean.ts';
import { checkRegressionBatch } from './checkRegressionBatch.ts';
import { regressionMetric } from './regressionMetric.ts';

function checkAboveMinusOne(where: string, batch: RegressionBatch): void {
  checkRegressionBatch(where, batch);
  const isValid = (value: number) => value > -1;
  checkEach(where, 'targets', batch.targets, 'above -1', isValid, batch.columns);
  checkEach(where, 'predicted', batch.predicted, 'above -1', isValid, batch.columns);
}

/**
 * Mean squared logarithmic error: the mean of (ln(1 + predicted) − ln(1 + target))² over the targets of all
 * rows and columns.
 *
 * From 0 to ∞, lower is better, without unit: about the squared relative error, of targets that range over
 * powers of ten. Targets and predictions of −1 or less have no logarithm and are refused; models that can
 * give them need a link such as the exponential.
 *
 * @see scikit-learn, `mean_squared_log_error`; its root is `root_mean_squared_log_error`
 */
export const meanSquaredLogarithmicError = regressionMetric(
  { name: 'meanSquaredLogarithmicError', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => {
    const squaredError = runningMean();
    return {
      add: (target, predicted, weight) =>
        squaredError.add((Math.log1p(predicted) - Math.log1p(target)) ** 2, weight),
      compute: squaredError.compute,
    };
  },
  checkAboveMinusOne,
);
