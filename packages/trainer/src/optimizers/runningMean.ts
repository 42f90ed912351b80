import * as tf from '@tensorflow/tfjs-core';

/**
 * The exponential mean with a decay: (mean, value) ↦ decay · mean + (1 − decay) · value.
 *
 * Made once per step for all variables, because every number in an operation becomes a tensor of its own.
 */
export function runningMean(decay: number | tf.Scalar): (mean: tf.Tensor, value: tf.Tensor) => tf.Tensor {
  const isNumber = typeof decay === 'number';
  const oldShare = isNumber ? tf.scalar(decay) : decay;
  const newShare = isNumber ? tf.scalar(1 - decay) : tf.sub(1, decay);
  return (mean, value) => tf.add(tf.mul(mean, oldShare), tf.mul(value, newShare));
}
