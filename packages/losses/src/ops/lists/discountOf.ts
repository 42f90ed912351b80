import * as tf from '@tensorflow/tfjs-core';

/** What an item at a rank counts in a discounted cumulative gain: 1 / log2(1 + rank). */
export function discountOf(rank: tf.Tensor): tf.Tensor {
  return tf.div(Math.LN2, tf.log(tf.add(rank, 1)));
}
