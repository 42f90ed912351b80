import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

/**
 * The softmax of every row, with derivatives of every order; those of `tf.softmax` are wrong from the second
 * on.
 */
export function softmax(logits: tf.Tensor): tf.Tensor {
  return withGradient(
    logits,
    (x) => tf.softmax(x),
    (dy, x) => {
      const p = softmax(x);
      return tf.mul(p, tf.sub(dy, tf.sum(tf.mul(p, dy), -1, true)));
    },
  );
}
