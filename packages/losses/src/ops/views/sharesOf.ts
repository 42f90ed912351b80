import * as tf from '@tensorflow/tfjs-core';

import { broadcastTo } from '../broadcastTo.ts';
import { safeDivide } from '../safeDivide.ts';

/** What of all rows of its group each one is, [groups, rows, 1], from how often it counts. */
export function sharesOf(counts: tf.Tensor): tf.Tensor {
  return safeDivide(counts, broadcastTo(tf.sum(counts, 1, true), counts.shape));
}
