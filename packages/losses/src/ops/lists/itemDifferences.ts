import * as tf from '@tensorflow/tfjs-core';

/** x_i − x_j of every two items of a list: […, i, j] of […, items]. */
export function itemDifferences(x: tf.Tensor): tf.Tensor {
  return tf.sub(tf.expandDims(x, -1), tf.expandDims(x, -2));
}
