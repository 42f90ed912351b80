import type { RegressionBatch } from '../Metric.ts';
import { between, metricWithOptions } from '../metricWithOptions.ts';
import { runningMean } from '../runningMean.ts';
import { regressionMetric } from './regressionMetric.ts';

export interface PinballOptions {
  /** The share of the targets that should lie below the predictions, between 0 and 1. Default 0.5. */
  readonly quantile: number;
}

/**
 * Mean pinball loss: the mean of quantile·(target − predicted) where the prediction is too low, and of
 * (1 − quantile)·(predicted − target) where it is too high, over the targets of all rows and columns.
 *
 * From 0 to ∞, lower is better, in the unit of the target; a proper score of predicted quantiles. With 0.5 it
 * is half of the mean absolute error.
 *
 * @example
 * ```ts
 * meanPinballLoss.with({ quantile: 0.9 }).name; // 'meanPinballLoss:quantile=0.9'
 * ```
 * @see scikit-learn, `mean_pinball_loss`
 */
export const meanPinballLoss = metricWithOptions<RegressionBatch, PinballOptions, 'meanPinballLoss'>(
  { name: 'meanPinballLoss', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  { quantile: 0.5 },
  { quantile: between(0, 1) },
  (description, { quantile }) =>
    regressionMetric(description, () => {
      const loss = runningMean();
      return {
        add(target, predicted, weight) {
          const error = target - predicted;
          loss.add(Math.max(quantile * error, (quantile - 1) * error), weight);
        },
        compute: loss.compute,
      };
    }),
);
