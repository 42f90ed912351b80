import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';

/**
 * numerator / denominator, and the numerator itself over 0: where both are 0, a mean or a share of nothing,
 * that is 0.
 */
export function safeDivide(numerator: tf.Tensor, denominator: tf.Tensor): tf.Tensor {
  const correction = stopGradient([denominator], () => tf.cast(tf.equal(denominator, 0), 'float32'));
  return tf.div(numerator, tf.add(denominator, correction));
}
