import * as tf from '@tensorflow/tfjs-core';

import { withGradients } from '../autodiff/withGradients.ts';

/** The denominator, and 1 where it is 0. */
function divisorOf(denominator: tf.Tensor): tf.Tensor {
  return tf.add(denominator, tf.cast(tf.equal(denominator, 0), 'float32'));
}

/**
 * numerator / denominator, and the numerator itself over 0: where both are 0, a mean or a share of nothing,
 * that is 0.
 *
 * In the gradient, the square of a small denominator would underflow.
 *
 * @param denominator - The shape of the numerator.
 */
export function safeDivide(numerator: tf.Tensor, denominator: tf.Tensor): tf.Tensor {
  return withGradients(
    [numerator, denominator],
    (n, d) => tf.div(n, divisorOf(d)),
    (dy, n, d) => [() => safeDivide(dy, d), () => tf.neg(safeDivide(tf.mul(dy, safeDivide(n, d)), d))],
  );
}
