import * as tf from '@tensorflow/tfjs-core';

/** |x| with gradient 0 at 0, as in PyTorch; `tf.abs` has −1 there. */
export function absolute(x: tf.Tensor): tf.Tensor {
  return tf.add(tf.relu(x), tf.relu(tf.neg(x)));
}
