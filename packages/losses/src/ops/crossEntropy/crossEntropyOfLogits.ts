import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient } from '../../autodiff/customGradient.ts';
import { logSoftmax } from '../logSoftmax.ts';
import { perRow, scaledSoftmax, shiftedAndNormaliser } from '../softmaxTerms.ts';

const LOWEST = -3.4028234663852886e38;
const HUGE = 2 ** 64;

/**
 * -Σ_c t_c log softmax(z)_c of every row, and 0 where t_c is 0 and z_c is −∞.
 *
 * Through one exponential: W · log Σ exp(z − max z) − Σ t · (z − max z), with the gradient W · softmax(z) −
 * t, where W is Σ t.
 */
export function crossEntropyOfLogits(targets: tf.Tensor, logits: tf.Tensor): CustomGradient {
  return {
    inputs: [targets, logits],
    value(save, t, z) {
      const [shifted, normaliser] = shiftedAndNormaliser(z, save);
      // The lowest number in the place of −∞, so that 0 times it is 0; where it counts, the row overflows to
      // ∞ again.
      const ofTargets = tf.tidy(() => tf.sum(tf.mul(t, tf.maximum(shifted, LOWEST)), -1, true));
      const totals = tf.sum(t, -1, true);
      save(totals);
      const negativeLogLikelihood = tf.squeeze(tf.sub(tf.mul(totals, normaliser), ofTargets), [-1]);
      return tf.mul(tf.mul(negativeLogLikelihood, HUGE), 1 / HUGE);
    },
    gradients: (dy, saved, t, z) => [
      () => tf.neg(tf.mul(perRow(dy), tf.maximum(logSoftmax(z), LOWEST))),
      () => {
        const factor = tf.mul(perRow(dy), saved[2] ?? tf.sum(t, -1, true));
        return tf.sub(scaledSoftmax(factor, z, saved), tf.mul(perRow(dy), t));
      },
    ],
  };
}
