import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { pictures } from '../layouts/pictures.ts';
import { abs } from '../ops/abs.ts';
import { sumOfRows } from '../ops/rows/sumOfRows.ts';

/**
 * Total variation: how much neighbouring pixels of a picture differ, added up.
 *
 *     Σ |y(i + 1, j) - y(i, j)| + Σ |y(i, j + 1) - y(i, j)|
 *
 * over all pixels and channels, as in TensorFlow and kornia. It needs no target: added to another loss it keeps predicted
 * pictures smooth, with sharp edges. It grows with the number of pixels. The gradient of a difference of 0 is 0.
 *
 * @param yPred - Predicted pictures, shape […, height, width, channels].
 * @returns Scalar, or the shape without the last three axes with `reduction: 'none'`; ≥ 0, in units of `yPred`.
 * @throws RangeError if there are fewer than three axes or no pixels.
 * @formula \sum_{i,j} |y_{i+1,j} - y_{i,j}| + |y_{i,j+1} - y_{i,j}|
 * @domain All real numbers.
 * @useWhen Predicted pictures are noisy and should be smooth between sharp edges, beside a loss with targets.
 * @avoidWhen Fine texture is to stay: it is taken away first.
 * @example
 * ```ts
 * totalVariation(tf.tensor4d([0, 1, 0, 3], [1, 2, 2, 1])).dataSync(); // [6]
 * ```
 * @see L. I. Rudin, S. Osher and E. Fatemi, Nonlinear total variation based noise removal algorithms, 1992,
 *   doi:10.1016/0167-2789(92)90242-F
 */
export const totalVariation = defineLoss(
  {
    name: 'totalVariation',
    aliases: ['totalVariationLoss', 'tv'],
    family: 'picture',
    target: 'none',
    prediction: 'values',
    layout: pictures([['yPred', 'predicted pictures']]),
    twiceDifferentiable: true,
  },
  (_options, yPred: tf.Tensor) => tf.add(variationAlong(yPred, 1), variationAlong(yPred, 2)),
);

/** The differences of neighbours along an axis of [pictures, height, width, channels], their sizes added up. */
function variationAlong(x: tf.Tensor, axis: 1 | 2): tf.Tensor {
  const [pictures = 0] = x.shape;
  const shape = x.shape.map((length, place) => (place === axis ? length - 1 : length));
  const from = (start: number) =>
    tf.slice(
      x,
      x.shape.map((_, place) => (place === axis ? start : 0)),
      shape,
    );
  return sumOfRows(
    tf.reshape(abs(tf.sub(from(1), from(0))), [pictures, shape.reduce((a, b) => a * b, 1) / pictures]),
  );
}
