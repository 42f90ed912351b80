import * as tf from '@tensorflow/tfjs-core';

/**
 * The tensor as float32; one that is float32 costs no operation, where `tf.cast` runs one in each direction.
 */
export function toFloat(tensor: tf.Tensor): tf.Tensor {
  return tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32');
}
