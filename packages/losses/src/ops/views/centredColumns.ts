import * as tf from '@tensorflow/tfjs-core';

/**
 * Every column less its mean over the rows of its group.
 *
 * @param shares - What of all rows each one is, [groups, rows, 1].
 * @param x - [groups, rows, components].
 */
export function centredColumns(shares: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const less = (numbers: tf.Tensor) => tf.sub(numbers, tf.sum(tf.mul(shares, numbers), 1, true));
  // Twice, because the mean of columns far from 0 is rounded.
  return less(less(x));
}
