import * as tf from '@tensorflow/tfjs-core';

import { squarableRatio } from './squarableRatio.ts';

/** √(z² + 1) for z that can be squared. */
export function rootOfOnePlusSquare(z: tf.Tensor): tf.Tensor {
  return tf.sqrt(tf.add(tf.square(z), 1));
}

/** z / √(z² + 1) for z = x / scale of any size: between −1 and 1. */
export function boundedSlope(x: tf.Tensor, scale: number): tf.Tensor {
  const z = squarableRatio(x, scale);
  return tf.div(z, rootOfOnePlusSquare(z));
}
