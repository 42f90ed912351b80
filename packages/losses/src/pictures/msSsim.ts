import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { pictures } from '../layouts/pictures.ts';
import {
  type SimilarityOptions,
  similarityOptions,
  structuralDistances,
  togetherOf,
} from '../ops/pictures/structuralDistances.ts';
import { powerWithFlatZero } from '../ops/powerWithFlatZero.ts';
import { relu } from '../ops/relu.ts';

/** Those of the paper, from the finest scale to the coarsest. */
const POWER_FACTORS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

const options = { ...similarityOptions, powerFactors: { kind: 'tensor' } } as const;

function scalesOf(powerFactors: unknown): number {
  return powerFactors instanceof tf.Tensor ? powerFactors.size : POWER_FACTORS.length;
}

/** Planes [rows, channels, height, width] of half the size: the mean of every two by two pixels. */
function halved(planes: tf.Tensor): tf.Tensor {
  const [rows = 0, channels = 0, height = 0, width = 0] = planes.shape;
  const [lines, columns] = [height >> 1, width >> 1];
  const even = tf.slice(planes, [0, 0, 0, 0], [rows, channels, 2 * lines, 2 * columns]);
  return tf.mean(tf.reshape(even, [rows, channels, lines, 2, columns, 2]), [3, 5]);
}

/** The similarity of each channel, [rows, channels]: its structure alone, or at the coarsest scale all of it. */
function similarityOfChannels(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  isCoarsest: boolean,
  given: SimilarityOptions,
): tf.Tensor {
  const distances = structuralDistances(yTrue, yPred, given);
  const distance = isCoarsest ? togetherOf(distances) : distances.ofStructure;
  return relu(tf.sub(1, tf.mean(distance, [2, 3])));
}

/**
 * One minus the structural similarity at several scales: as ssim, for detail and for the picture as seen from afar.
 *
 *     1 - SSIM(x_M, y_M)^β_M · Π_(j<M) CS(x_j, y_j)^β_j
 *
 * for each channel, averaged over the channels of a picture. x_j is the picture at scale j, each of half the size of the
 * one before it (means of two by two pixels; the last row or column of an odd size is left out). CS = (2 σ_xy + C₂) / (σ_x² +
 * σ_y² + C₂) is the part of contrast and structure, averaged over the windows as SSIM is. An average below 0 counts as
 * 0, with gradient 0: a power of it would not be real.
 *
 * The five scales of the paper need pictures of 176 by 176 pixels; for smaller ones give fewer `powerFactors` or a
 * smaller window.
 *
 * @param yTrue - True pictures, shape […, height, width, channels].
 * @param yPred - Predicted pictures, the shape of `yTrue`.
 * @param options.powerFactors - β of every scale, from the finest to the coarsest, above 0; as many as there are scales.
 *   Default [0.0448, 0.2856, 0.3001, 0.2363, 0.1333].
 * @param options.windowSize - Side of a window in pixels, a whole number, at least 1. Default 11.
 * @param options.sigma - Standard deviation of the weights in a window, in pixels, above 0. Default 1.5.
 * @param options.k1 - Stabilises dark windows, in ranges, above 0. Default 0.01.
 * @param options.k2 - Stabilises windows without contrast, in ranges, above 0. Default 0.03.
 * @param options.dataRange - Largest possible difference of two pixels, above 0: 255 for pixels from 0 to 255. Default 1.
 * @returns Scalar, or one value per picture with `reduction: 'none'`; from 0 to 1.
 * @throws RangeError if the shapes differ, if a picture is smaller than a window at the coarsest scale or if an option is
 *   out of range.
 * @formula 1 - \mathrm{SSIM}(x_M, y_M)^{\beta_M} \prod_{j<M} \mathrm{CS}(x_j, y_j)^{\beta_j}
 * @domain Real numbers, usually from 0 to dataRange.
 * @useWhen Pictures of a few hundred pixels are restored or generated, whatever the distance they are seen from.
 * @avoidWhen Pictures are small: ssim takes one window.
 * @example
 * ```ts
 * const yTrue = tf.tensor3d([[[0], [1]], [[0], [1]]]);
 * const yPred = tf.tensor3d([[[0.2], [0.8]], [[0.4], [0.8]]]);
 * msSsim(yTrue, yPred, { windowSize: 1, powerFactors: [0.5, 0.5] }).dataSync(); // [0.0023]
 * ```
 * @see Z. Wang, E. P. Simoncelli and A. C. Bovik, Multiscale structural similarity for image quality assessment, 2003,
 *   doi:10.1109/ACSSC.2003.1292216
 */
export const msSsim = defineLoss<[yTrue: tf.Tensor, yPred: tf.Tensor], typeof options>(
  {
    name: 'msSsim',
    aliases: [
      'multiscaleSsim',
      'multiscaleStructuralSimilarity',
      'multiscaleStructuralSimilarityIndexMeasure',
    ],
    family: 'pictures',
    target: 'pictures',
    prediction: 'values',
    layout: pictures(
      [
        ['yTrue', 'true pictures'],
        ['yPred', 'predicted pictures'],
      ],
      ({ windowSize, powerFactors }) => {
        const scales = scalesOf(powerFactors);
        const size = Number(windowSize);
        const windows = size === 1 ? '1 pixel' : `${size} pixels`;
        return { side: size * 2 ** (scales - 1), purpose: `a window of ${windows} at ${scales} scales` };
      },
    ),
    options,
  },
  ({ powerFactors = tf.tensor1d(POWER_FACTORS), ...given }, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const factors = tf.unstack(tf.reshape(powerFactors, [scalesOf(powerFactors)]));
    let [x, y] = [yTrue, yPred];
    const powers = factors.map((factor, scale) => {
      if (scale > 0) [x, y] = [halved(x), halved(y)];
      return powerWithFlatZero(similarityOfChannels(x, y, scale === factors.length - 1, given), factor);
    });
    return tf.sub(
      1,
      tf.mean(
        powers.reduce((product, power) => tf.mul(product, power)),
        1,
      ),
    );
  },
);
