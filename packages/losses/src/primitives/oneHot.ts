import * as tf from '@tensorflow/tfjs-core';

/** One-hot rows as float32. Not with `tf.oneHot`'s own dtype argument: on wasm that yields the bits of integers. */
export function oneHot(ids: tf.Tensor, classes: number): tf.Tensor {
  return tf.cast(tf.oneHot(tf.cast(ids, 'int32'), classes), 'float32');
}
