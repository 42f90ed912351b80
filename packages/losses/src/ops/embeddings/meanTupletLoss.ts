import * as tf from '@tensorflow/tfjs-core';

import { logSumExpWhere } from '../logSumExpWhere.ts';
import { meanOverPositives } from './meanOverPositives.ts';

/**
 * For each anchor the mean over its positives of log(1 + Σ_n exp(s_n − s_p)): how well each is told from all
 * negatives.
 *
 * @param pairs - 1 for a positive, −1 for a negative, else 0: [anchors, rows].
 * @param negatives - Scores of the rows as negatives, [anchors, rows].
 * @param positives - Scores of the rows as positives, where they are others.
 */
export function meanTupletLoss(pairs: tf.Tensor, negatives: tf.Tensor, positives = negatives): tf.Tensor {
  const ofNegatives = tf.expandDims(logSumExpWhere(tf.relu(tf.neg(pairs)), negatives), -1);
  return meanOverPositives(pairs, tf.softplus(tf.sub(ofNegatives, positives)));
}
