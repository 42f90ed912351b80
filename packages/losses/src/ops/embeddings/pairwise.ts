import * as tf from '@tensorflow/tfjs-core';

/**
 * A distance of every row to every row, [rows, rows], from one between rows that broadcasts.
 *
 * From the differences: |a|² + |b|² − 2ab would lose the digits of rows that are close.
 */
export function pairwise(
  distance: (first: tf.Tensor, second: tf.Tensor) => tf.Tensor,
  rows: tf.Tensor,
): tf.Tensor {
  return distance(tf.expandDims(rows, 1), tf.expandDims(rows, 0));
}
