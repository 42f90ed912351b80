import * as tf from '@tensorflow/tfjs-core';
import { constant } from './scores.ts';

/** Unit vectors in the plane, at these angles. */
export function unitVectors(degrees: tf.Tensor): tf.Tensor {
  const radians = tf.mul(degrees, Math.PI / 180);
  return tf.stack([tf.cos(radians), tf.sin(radians)], -1);
}

/** Vectors along the first axis. */
export function onALine(x: tf.Tensor): tf.Tensor {
  return tf.stack([x, constant(x, 0)], -1);
}
