import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { describeShape } from '../contract/checks.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import type { Layout } from '../contract/Layout.ts';
import { pictures } from '../layouts/pictures.ts';
import { meanOfPictures } from '../ops/meanOfPictures.ts';
import { structuralDissimilarity } from '../ops/structuralDissimilarity.ts';

/**
 * SSIM loss: how much the structure of two pictures differs, window by window, as the eye sees it.
 *
 *     1 - (2 μx μy + C1) (2 σxy + C2) / ((μx² + μy² + C1) (σx² + σy² + C2))
 *
 * averaged over all windows and channels, with C1 = (k1 · maxValue)² and C2 = (k2 · maxValue)². The means μ, variances σ² and the
 * covariance are those of a window with Gaussian weights that add up to 1; only windows that lie inside of the
 * picture count, as in TensorFlow, torchmetrics and MONAI. It is 0 for equal pictures and above 1 where structure is turned
 * round.
 *
 * @param yTrue - True pictures, shape […, height, width, channels].
 * @param yPred - Predicted pictures, the shape of `yTrue`.
 * @param options.maxValue - The largest value that a pixel can have: 255 for bytes; > 0. Default 1.
 * @param options.windowSize - Height and width of the windows, in pixels; pictures are at least as large. Default 11.
 * @param options.sigma - Standard deviation of the weights in a window, in pixels; > 0. Default 1.5.
 * @param options.k1 - Keeps the means of dark windows apart from 0, in units of `maxValue`; > 0. Default 0.01.
 * @param options.k2 - Keeps the variances of flat windows apart from 0, in units of `maxValue`; > 0. Default 0.03.
 * @returns Scalar, or the shape without the last three axes with `reduction: 'none'`; from 0 to 2.
 * @throws RangeError if the shapes differ, a picture is smaller than a window, or an option is out of range.
 * @formula 1 - \frac{(2 \mu_x \mu_y + C_1)(2 \sigma_{xy} + C_2)}{(\mu_x^2 + \mu_y^2 + C_1)(\sigma_x^2 + \sigma_y^2 + C_2)}
 * @domain All real numbers; meant for pixels from 0 to `maxValue`.
 * @useWhen Pictures are restored or made, and edges and texture matter more than each pixel.
 * @avoidWhen Brightness and colour must be exact: add meanAbsoluteError, which sees every pixel.
 * @example
 * ```ts
 * const yTrue = tf.fill([1, 16, 16, 1], 0.4);
 * ssim(yTrue, tf.fill([1, 16, 16, 1], 0.2)).dataSync(); // [0.1999]
 * ```
 * @see Z. Wang et al., Image Quality Assessment: From Error Visibility to Structural Similarity, 2004,
 *   doi:10.1109/TIP.2003.819861
 */
export const ssim = defineLoss(
  {
    name: 'ssim',
    aliases: ['ssimLoss', 'structuralSimilarity'],
    family: 'picture',
    target: 'pictures',
    prediction: 'values',
    layout: atLeastAWindow(
      pictures([
        ['yTrue', 'true pictures'],
        ['yPred', 'predicted pictures'],
      ]),
    ),
    options: {
      maxValue: { kind: 'number', default: 1, above: 0 },
      windowSize: { kind: 'number', default: 11, atLeast: 1, integer: true },
      sigma: { kind: 'number', default: 1.5, above: 0 },
      k1: { kind: 'number', default: 0.01, above: 0 },
      k2: { kind: 'number', default: 0.03, above: 0 },
    },
    twiceDifferentiable: true,
  },
  (options, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const { luminance, structure } = structuralDissimilarity(yTrue, yPred, options);
    // 1 − (1 − luminance) (1 − structure)
    return meanOfPictures(tf.sub(tf.add(luminance, structure), tf.mul(luminance, structure)));
  },
);

/** Refuses pictures in which no window lies. */
function atLeastAWindow(layout: Layout): Layout {
  return {
    ...layout,
    checkOptions(where, [yTrue], { windowSize }) {
      const [height = 0, width = 0] = yTrue?.shape.slice(-3) ?? [];
      if (Math.min(height, width) >= Number(windowSize)) return;
      throw new ArgumentRangeError(
        `${where}: expected pictures of at least ${windowSize} x ${windowSize} pixels, the size of a window, ` +
          `got ${describeShape(yTrue?.shape ?? [])}; give a smaller windowSize.`,
      );
    },
  };
}
