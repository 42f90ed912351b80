import * as tf from '@tensorflow/tfjs-core';

/**
 * One-hot rows as float32, and rows of zeros for ids that are no class. Not with `tf.oneHot`'s own dtype
 * argument: on wasm that yields the bits of integers.
 */
export function oneHot(ids: tf.Tensor, classes: number): tf.Tensor {
  // tf.oneHot refuses a single class.
  if (classes === 1) return tf.cast(tf.equal(tf.expandDims(ids, -1), 0), 'float32');
  return tf.cast(tf.oneHot(tf.cast(ids, 'int32'), classes), 'float32');
}
