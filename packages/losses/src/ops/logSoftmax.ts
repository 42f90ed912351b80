import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../autodiff/withGradient.ts';
import { softmax } from './softmax.ts';

/** The logarithm of the softmax of every row, with derivatives of every order. */
export function logSoftmax(logits: tf.Tensor): tf.Tensor {
  return withGradient(
    logits,
    (x) => tf.logSoftmax(x),
    (dy, x) => tf.sub(dy, tf.mul(softmax(x), tf.sum(dy, -1, true))),
  );
}
