import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient, Save } from '../autodiff/customGradient.ts';
import { flatIndices } from './flatIndices.ts';
import { logSoftmax } from './logSoftmax.ts';
import { oneHot } from './oneHot.ts';
import { softmax } from './softmax.ts';

const LOWEST = -3.4028234663852886e38;
const HUGE = 2 ** 64;

/** One value per row beside the scores of the row. */
function perRow(dy: tf.Tensor): tf.Tensor {
  return dy.rank === 0 ? dy : tf.expandDims(dy, -1);
}

/** z − max z of every row, and log Σ exp of that [rows, 1]; saves the exponentials and their sums. */
function shiftedAndNormaliser(z: tf.Tensor, save: Save): readonly [tf.Tensor, tf.Tensor] {
  const shifted = tf.sub(z, tf.max(z, -1, true));
  const exponentials = tf.exp(shifted);
  const sums = tf.sum(exponentials, -1, true);
  save(exponentials, sums);
  return [shifted, tf.log(sums)];
}

/** factor · softmax(z) of every row, from what the value saved or anew. */
function scaledSoftmax(
  factor: tf.Tensor,
  z: tf.Tensor,
  [exponentials, sums]: readonly tf.Tensor[],
): tf.Tensor {
  if (!exponentials || !sums) return tf.mul(factor, softmax(z));
  return tf.mul(exponentials, tf.div(factor, sums));
}

/**
 * -Σ_c t_c log softmax(z)_c of every row, and 0 where t_c is 0 and z_c is −∞.
 *
 * Through one exponential: W · log Σ exp(z − max z) − Σ t · (z − max z), with the gradient W · softmax(z) − t, where W is
 * Σ t.
 */
export function crossEntropyOfLogits(targets: tf.Tensor, logits: tf.Tensor): CustomGradient {
  return {
    inputs: [targets, logits],
    value(save, t, z) {
      const [shifted, normaliser] = shiftedAndNormaliser(z, save);
      // The lowest number in the place of −∞, so that 0 times it is 0; where it counts, the row overflows to ∞ again.
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

/**
 * −log softmax(z)_id of every row, without a row of targets for it.
 *
 * @param ids - int32, each of them a class; at least one.
 */
export function crossEntropyOfIds(ids: tf.Tensor, logits: tf.Tensor): CustomGradient {
  const classes = logits.size / ids.size;
  return {
    inputs: [ids, logits],
    value(save, y, z) {
      const [shifted, normaliser] = shiftedAndNormaliser(z, save);
      const places = tf.expandDims(flatIndices(tf.reshape(y, [-1, 1]), classes), -1);
      save(places);
      const ofTargets = tf.gatherND(tf.reshape(shifted, [-1]), places);
      return tf.sub(tf.squeeze(normaliser, [-1]), tf.reshape(ofTargets, y.shape));
    },
    gradients: (dy, saved, y, z) => [
      () => tf.zeros(y.shape),
      () => {
        const places = saved[2];
        if (!places) return tf.mul(perRow(dy), tf.sub(softmax(z), oneHot(y, classes)));
        const scaled = tf.reshape(scaledSoftmax(perRow(dy), z, saved), [-1]);
        const ofTargets = tf.sub(tf.gatherND(scaled, places), tf.reshape(dy, [-1]));
        return tf.reshape(tf.tensorScatterUpdate(scaled, places, ofTargets), z.shape);
      },
    ],
  };
}
