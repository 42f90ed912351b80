import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';

/** Beyond this, and below its inverse, rows are scaled before they are squared, by a power of two. */
const FAR = 2 ** 40;
const SCALE = 2 ** 86;

/**
 * What brings the largest number of each row between 2^−63 and 2^46, where squares and their sums neither
 * overflow nor underflow, [rows, 1]; 1 for ordinary rows, so that they keep their bits, and for rows of zeros.
 */
export function rowScales(x: tf.Tensor): tf.Tensor {
  return stopGradient([x], () => {
    const largest = tf.max(tf.abs(x), -1, true);
    const isSmall = tf.logicalAnd(tf.less(largest, 1 / FAR), tf.greater(largest, 0));
    const small = tf.where(isSmall, tf.fill(largest.shape, SCALE), tf.onesLike(largest));
    return tf.where(tf.greater(largest, FAR), tf.fill(largest.shape, 1 / SCALE), small);
  });
}

/** 1 / |x| of every scaled row, [rows, 1]; 1 for a row of zeros. */
export function inverseLengths(scaled: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.square(scaled), -1, true);
  const isZero = stopGradient([squares], () => tf.cast(tf.equal(squares, 0), 'float32'));
  // Replaced before the root, whose slope at 0 is infinite.
  return tf.rsqrt(tf.add(squares, isZero));
}
