import * as tf from '@tensorflow/tfjs-core';

import { safeDivide } from '../safeDivide.ts';
import { zeroSafeMultiply } from '../zeroSafeMultiply.ts';

/**
 * For each anchor the mean over its positives, 0 where it has none.
 *
 * @param pairs - 1 for a positive, else 0 or −1: [anchors, rows].
 * @param x - [anchors, rows].
 */
export function meanOverPositives(pairs: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const isPositive = tf.relu(pairs);
  return safeDivide(tf.sum(zeroSafeMultiply(isPositive, x), -1), tf.sum(isPositive, -1));
}
