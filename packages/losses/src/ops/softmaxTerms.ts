import * as tf from '@tensorflow/tfjs-core';

import type { Save } from '../autodiff/customGradient.ts';
import { softmax } from './softmax.ts';

/** One value per row beside the scores of the row. */
export function perRow(dy: tf.Tensor): tf.Tensor {
  return dy.rank === 0 ? dy : tf.expandDims(dy, -1);
}

/**
 * z − max z of every row, and log Σ exp of that [rows, 1]; saves the exponentials and their sums, in this
 * order.
 */
export function shiftedAndNormaliser(z: tf.Tensor, save: Save): readonly [tf.Tensor, tf.Tensor] {
  const shifted = tf.sub(z, tf.max(z, -1, true));
  const exponentials = tf.exp(shifted);
  const sums = tf.sum(exponentials, -1, true);
  save(exponentials, sums);
  return [shifted, tf.log(sums)];
}

/** factor · softmax(z) of every row, from what {@link shiftedAndNormaliser} saved, or anew. */
export function scaledSoftmax(
  factor: tf.Tensor,
  z: tf.Tensor,
  [exponentials, sums]: readonly tf.Tensor[],
): tf.Tensor {
  if (!exponentials || !sums) return tf.mul(factor, softmax(z));
  return tf.mul(exponentials, tf.div(factor, sums));
}
