import * as tf from '@tensorflow/tfjs-core';
import { safeDivide } from '../safeDivide.ts';

/** The mean over the classes of [rows, classes] by their weights, if there are any; 0 if all are 0. */
export function meanOfClasses(losses: tf.Tensor, classWeights: tf.Tensor | undefined): tf.Tensor {
  if (!classWeights) return tf.mean(losses, 1);
  const weighted = tf.sum(tf.mul(losses, classWeights), 1);
  return safeDivide(weighted, tf.add(tf.zerosLike(weighted), tf.sum(classWeights)));
}
