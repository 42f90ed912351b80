import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../../autodiff/withGradient.ts';

/**
 * Σ over the last axis.
 *
 * The gradient of `tf.sum` makes a tensor of ones in JavaScript and multiplies it, which costs more than most
 * losses.
 */
export function sumOfRows(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => tf.sum(value, -1),
    (dy, value) => tf.add(tf.zerosLike(value), tf.expandDims(dy, -1)),
  );
}
