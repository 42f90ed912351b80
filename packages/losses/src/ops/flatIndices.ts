import * as tf from '@tensorflow/tfjs-core';

/**
 * Where positions in rows, int32 [rows, positions], are among the numbers of all rows of so many columns:
 * [rows · positions].
 */
export function flatIndices(positions: tf.Tensor, columns: number): tf.Tensor {
  const [rows = 0] = positions.shape;
  const starts = tf.mul(tf.range(0, rows, 1, 'int32'), tf.scalar(columns, 'int32'));
  return tf.reshape(tf.add(tf.reshape(starts, [rows, 1]), positions), [-1]);
}
