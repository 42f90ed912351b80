import * as tf from '@tensorflow/tfjs-core';

/** The exponential mean after one more value: decay · mean + (1 − decay) · value. */
export function runningMean(mean: tf.Tensor, value: tf.Tensor, decay: number): tf.Tensor {
  return tf.add(tf.mul(mean, decay), tf.mul(value, 1 - decay));
}
