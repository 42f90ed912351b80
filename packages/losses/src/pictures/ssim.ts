import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { pictures } from '../layouts/pictures.ts';
import { similarityOptions, structuralDistances, togetherOf } from '../ops/pictures/structuralDistances.ts';

/**
 * One minus the structural similarity of pictures: whether brightness, contrast and structure agree in every window.
 *
 *     1 - (2 μ_x μ_y + C₁)(2 σ_xy + C₂) / ((μ_x² + μ_y² + C₁)(σ_x² + σ_y² + C₂))
 *
 * averaged over all windows and channels of a picture, with C₁ = (k1 · dataRange)² and C₂ = (k2 · dataRange)². Means,
 * variances and covariance are those of a window of `windowSize` by `windowSize` pixels under a normal distribution of
 * `sigma` pixels. Only windows that lie inside of the picture count, as in the paper and in TensorFlow: nothing is padded.
 *
 * @param yTrue - True pictures, shape […, height, width, channels].
 * @param yPred - Predicted pictures, the shape of `yTrue`.
 * @param options.windowSize - Side of a window in pixels, a whole number, at least 1. Default 11.
 * @param options.sigma - Standard deviation of the weights in a window, in pixels, above 0. Default 1.5.
 * @param options.k1 - Stabilises dark windows, in ranges, above 0. Default 0.01.
 * @param options.k2 - Stabilises windows without contrast, in ranges, above 0. Default 0.03.
 * @param options.dataRange - Largest possible difference of two pixels, above 0: 255 for pixels from 0 to 255. Default 1.
 * @returns Scalar, or one value per picture with `reduction: 'none'`; from 0 to 2.
 * @throws RangeError if the shapes differ, if a picture is smaller than a window or if an option is out of range.
 * @formula 1 - \frac{(2\mu_x\mu_y + C_1)(2\sigma_{xy} + C_2)}{(\mu_x^2 + \mu_y^2 + C_1)(\sigma_x^2 + \sigma_y^2 + C_2)}
 * @domain Real numbers, usually from 0 to dataRange.
 * @useWhen Pictures are restored or generated, and are judged by eye.
 * @avoidWhen Exact colours count (meanAbsoluteError beside it), or the pictures are small beside the window.
 * @example
 * ```ts
 * const yTrue = tf.tensor3d([[[0], [1]], [[0], [1]]]);
 * const yPred = tf.tensor3d([[[0.2], [0.8]], [[0.2], [0.8]]]);
 * ssim(yTrue, yPred, { windowSize: 2 }).dataSync(); // [0.1173]
 * ```
 * @see Z. Wang et al., Image quality assessment: from error visibility to structural similarity, 2004,
 *   doi:10.1109/TIP.2003.819861
 */
export const ssim = defineLoss(
  {
    name: 'ssim',
    aliases: ['structuralSimilarity', 'dssim', 'structuralSimilarityIndexMeasure'],
    family: 'pictures',
    target: 'pictures',
    prediction: 'values',
    layout: pictures(
      [
        ['yTrue', 'true pictures'],
        ['yPred', 'predicted pictures'],
      ],
      ({ windowSize }) => ({ side: Number(windowSize), purpose: 'one window' }),
    ),
    options: similarityOptions,
  },
  (options, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    tf.mean(togetherOf(structuralDistances(yTrue, yPred, options)), [1, 2, 3]),
);
