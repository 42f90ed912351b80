import * as tf from '@tensorflow/tfjs-core';

import type { Differentiated } from '../contract/Differentiated.ts';
import { logSoftmax } from './logSoftmax.ts';
import { softmax } from './softmax.ts';

const LOWEST = -3.4028234663852886e38;
const HUGE = 2 ** 64;

/**
 * -Σ_c t_c log softmax(z)_c of every row, and 0 where t_c is 0 and z_c is −∞.
 *
 * Through one exponential in each direction: W · log Σ exp(z − max z) − Σ t · (z − max z), with the gradient
 * W · softmax(z) − t, where W is Σ t.
 */
export function crossEntropyOfLogits(targets: tf.Tensor, logits: tf.Tensor): Differentiated {
  const perRow = (dy: tf.Tensor) => (dy.rank === 0 ? dy : tf.expandDims(dy, -1));
  return {
    inputs: [targets, logits],
    value(t, z) {
      const shifted = tf.sub(z, tf.max(z, -1, true));
      const normaliser = tf.tidy(() => tf.log(tf.sum(tf.exp(shifted), -1)));
      // The lowest number in the place of −∞, so that 0 times it is 0; where it counts, the row overflows to ∞ again.
      const ofTargets = tf.tidy(() => tf.sum(tf.mul(t, tf.maximum(shifted, LOWEST)), -1));
      const surprise = tf.sub(tf.mul(tf.sum(t, -1), normaliser), ofTargets);
      return tf.mul(tf.mul(surprise, HUGE), 1 / HUGE);
    },
    gradients: (dy, t, z) => [
      () => tf.neg(tf.mul(perRow(dy), tf.maximum(logSoftmax(z), LOWEST))),
      () => tf.mul(perRow(dy), tf.sub(tf.mul(softmax(z), tf.sum(t, -1, true)), t)),
    ],
  };
}
