import * as tf from '@tensorflow/tfjs-core';

/** x kept between two numbers, and NaN for NaN: `tf.clipByValue` makes the lower number of it on wasm. */
export function clip(x: tf.Tensor, low: number, high: number): tf.Tensor {
  if (tf.getBackend() !== 'wasm') return tf.clipByValue(x, low, high);
  // Steps let NaN through, and cost a tenth of what `tf.maximum` and `tf.minimum` do.
  const ones = tf.step(x);
  return tf.add(tf.clipByValue(x, low, high), tf.sub(ones, ones));
}
