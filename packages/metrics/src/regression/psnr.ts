import type { RegressionBatch } from '../Metric.ts';
import { between, metricWithOptions } from '../metricWithOptions.ts';
import { runningMean } from '../runningMean.ts';
import { regressionMetric } from './regressionMetric.ts';

export interface PsnrOptions {
  /** The largest value of a pixel less the smallest one. Default 1; of bytes it is 255. */
  readonly range: number;
}

/**
 * Peak signal-to-noise ratio of pictures: 10·log₁₀(range² / mean squared error) over all pixels of all
 * pictures, in decibels. A picture is a row, its pixels the columns.
 *
 * From −∞ to ∞, higher is better: 20 dB is a root mean squared error of a tenth of the range, 40 dB of a
 * hundredth. ∞ where all pixels are met.
 *
 * @see torchmetrics, `PeakSignalNoiseRatio` with `data_range`; scikit-image takes it of each picture
 */
export const psnr = metricWithOptions<RegressionBatch, PsnrOptions, 'psnr'>(
  {
    name: 'psnr',
    higherIsBetter: true,
    bounds: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  },
  { range: 1 },
  { range: between(0, Number.POSITIVE_INFINITY) },
  (description, { range }) =>
    regressionMetric(description, () => {
      const squaredError = runningMean();
      return {
        add: (target, predicted, weight) => squaredError.add((predicted - target) ** 2, weight),
        compute: () => 20 * Math.log10(range) - 10 * Math.log10(squaredError.compute()),
      };
    }),
);
