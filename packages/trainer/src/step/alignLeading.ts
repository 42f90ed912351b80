import * as tf from '@tensorflow/tfjs-core';

/**
 * Weights of the leading axes, made to broadcast along the others: [rows] becomes [rows, 1] for a loss [rows,
 * columns].
 */
export function alignLeading(weights: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const leads = weights.rank < shape.length && weights.shape.every((size, axis) => size === shape[axis]);
  if (!leads) return weights;
  return tf.reshape(weights, [...weights.shape, ...new Array<number>(shape.length - weights.rank).fill(1)]);
}
