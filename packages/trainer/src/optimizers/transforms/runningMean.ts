import * as tf from '@tensorflow/tfjs-core';

/**
 * The exponential mean with a decay: (mean, value) ↦ decay · mean + (1 − decay) · value.
 *
 * Made once per step for all variables, because every number in an operation becomes a tensor of its own.
 */
export function runningMean(decay: number | tf.Scalar): (mean: tf.Tensor, value: tf.Tensor) => tf.Tensor {
  const isNumber = typeof decay === 'number';
  const oldWeight = isNumber ? tf.scalar(decay) : decay;
  const newWeight = isNumber ? tf.scalar(1 - decay) : tf.sub(1, decay);
  return (mean, value) => tf.add(tf.mul(mean, oldWeight), tf.mul(value, newWeight));
}
