import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { pictures } from '../layouts/pictures.ts';
import { abs } from '../ops/abs.ts';

const [HEIGHT, WIDTH] = [2, 3];

/** The sum over each picture of the absolute differences of neighbours along an axis. */
function variationAlong(planes: tf.Tensor, axis: number): tf.Tensor {
  const length = planes.shape[axis] ?? 1;
  const part = (start: number) =>
    tf.slice(
      planes,
      planes.shape.map((_, place) => (place === axis ? start : 0)),
      planes.shape.map((size, place) => (place === axis ? length - 1 : size)),
    );
  return tf.sum(abs(tf.sub(part(1), part(0))), [1, 2, 3]);
}

/**
 * Total variation of pictures: how much neighbouring pixels differ, so that predicted pictures become smooth.
 *
 *     Σ |x[i + 1, j] - x[i, j]| + Σ |x[i, j + 1] - x[i, j]|
 *
 * summed over a picture and its channels; the mean of the contract is that over pictures. It grows with the picture:
 * divided by the number of pixels it doesn't. Neighbours are those along either axis, not along diagonals (the
 * anisotropic form). Where two neighbours are equal their difference has gradient 0.
 *
 * @param yPred - Predicted pictures, shape […, height, width, channels].
 * @returns Scalar, or one value per picture with `reduction: 'none'`; at least 0, in units of the pixels.
 * @throws RangeError if there are no axes of height, width and channels.
 * @formula \sum_{i,j} |x_{i+1,j} - x_{i,j}| + |x_{i,j+1} - x_{i,j}|
 * @domain All real numbers.
 * @useWhen Predicted pictures are noisy: added to a loss of the pixels, with a small weight.
 * @avoidWhen Alone: any picture of one colour costs nothing.
 * @example
 * ```ts
 * totalVariation(tf.tensor3d([[[0], [1]], [[0], [3]]])).dataSync(); // [6]
 * ```
 * @see L. I. Rudin, S. Osher and E. Fatemi, Nonlinear total variation based noise removal algorithms, 1992,
 *   doi:10.1016/0167-2789(92)90242-F
 */
export const totalVariation = defineLoss(
  {
    name: 'totalVariation',
    aliases: ['tv', 'anisotropicTotalVariation'],
    family: 'pictures',
    target: 'none',
    prediction: 'values',
    layout: pictures([['yPred', 'predicted pictures']]),
  },
  (_options, planes: tf.Tensor) => {
    const axes = [HEIGHT, WIDTH].filter((axis) => (planes.shape[axis] ?? 1) > 1);
    const [first, second] = axes.map((axis) => variationAlong(planes, axis));
    // A single pixel has no neighbour.
    if (!first) return tf.mul(0, tf.sum(planes, [1, 2, 3]));
    return second ? tf.add(first, second) : first;
  },
);
