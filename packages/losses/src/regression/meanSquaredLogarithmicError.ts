import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { clip } from '../ops/clip.ts';
import { log1p } from '../ops/log1p.ts';
import { sign } from '../ops/sign.ts';

/**
 * |log(1 + x) − log(1 + y)| for numbers of at least 0, through their difference: that of the logarithms is mostly
 * rounding where both are close.
 */
function logDistance(x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return log1p(tf.div(tf.abs(tf.sub(x, y)), tf.add(1, tf.minimum(x, y))));
}

/**
 * Squared logarithmic error: the squared error of log(1 + y), for positive targets over several orders of
 * magnitude.
 *
 * For large targets it is the squared logarithm of the ratio, so that 10 against 100 costs what 100 against
 * 1,000 does, and too low costs more than too high. Negative numbers count as 0 and have gradient 0; at 0 the
 * gradient is that from above. Keras clips at 1e-7 instead of 0.
 *
 * @param yTrue - Targets, any shape; at least 0.
 * @param yPred - Predictions, the shape of `yTrue`; at least 0.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; without units, but not without a scale:
 *   1 is the size below which it turns into the squared error.
 * @throws RangeError if the shapes differ.
 * @formula \left(\log(1 + \hat y) - \log(1 + y)\right)^2
 * @domain Numbers of at least 0; what is below counts as 0.
 * @useWhen Targets are amounts that span orders of magnitude, and ratios matter.
 * @avoidWhen Targets can be negative, or too low should cost as much as too high.
 * @example
 * ```ts
 * meanSquaredLogarithmicError(tf.tensor1d([9, 99]), tf.tensor1d([99, 9])).dataSync(); // [5.3019]
 * ```
 * @see C. Tofallis, A better measure of relative prediction accuracy for model selection and model
 *   estimation, 2015, doi:10.1057/jors.2014.103
 */
export const meanSquaredLogarithmicError = defineLoss(
  {
    name: 'meanSquaredLogarithmicError',
    aliases: ['msle'],
    family: 'regression',
    target: 'nonnegative continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const counted = (x: tf.Tensor) => clip(x, 0, Number.POSITIVE_INFINITY);
    /** The slope with respect to x. */
    const slope = (dy: tf.Tensor, x: tf.Tensor, other: tf.Tensor) => {
      const [a, b] = [counted(x), counted(other)];
      const isInside = tf.cast(tf.logicalNot(tf.less(x, 0)), 'float32');
      const twice = tf.mul(tf.mul(2, sign(tf.sub(a, b))), logDistance(a, b));
      return tf.mul(tf.mul(dy, isInside), tf.div(twice, tf.add(1, a)));
    };
    return {
      inputs: [yTrue, yPred],
      value: (_save, y, x) => tf.square(logDistance(counted(x), counted(y))),
      gradients: (dy, _saved, y, x) => [() => slope(dy, y, x), () => slope(dy, x, y)],
    };
  },
);
