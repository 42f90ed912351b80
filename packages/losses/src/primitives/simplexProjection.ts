import * as tf from '@tensorflow/tfjs-core';

import { untracked } from './untracked.ts';

/**
 * The distribution that is nearest to each row: sparsemax, max(0, row − threshold) with the threshold that makes it sum to 1.
 *
 * For the gradient it is a constant, because sorting has none in tfjs. Algorithm 1 of A. F. T. Martins and R. F. Astudillo,
 * From Softmax to Sparsemax, 2016, arXiv:1602.02068
 */
export function simplexProjection(rows: tf.Tensor): tf.Tensor {
  if (rows.size === 0) return rows;
  const size = rows.shape.at(-1) ?? 0;
  return untracked([rows], () => {
    // A constant changes nothing, and 1 below the highest nothing is left. So all sums stay small, and exact.
    const shifted = tf.clipByValue(tf.sub(rows, tf.max(rows, -1, true)), -1, 0);
    // Two axes: tfjs's cumsum knows no axis −1.
    const flat = tf.reshape(shifted, [rows.size / size, size]);
    const { values: sorted } = tf.topk(flat, size);
    const isInSupport = tf.cast(
      tf.greater(tf.add(1, tf.mul(tf.range(1, size + 1), sorted)), tf.cumsum(sorted, 1)),
      'float32',
    );
    const total = tf.sum(tf.mul(sorted, isInSupport), 1, true);
    const threshold = tf.div(tf.sub(total, 1), tf.sum(isInSupport, 1, true));
    return tf.reshape(tf.relu(tf.sub(flat, threshold)), rows.shape);
  });
}
