import * as tf from '@tensorflow/tfjs-core';

import { maxWhere } from './maxWhere.ts';

/** The largest number of each row of the last axis; of equal ones the first gets the gradient. */
export function largestOfRows(x: tf.Tensor): tf.Tensor {
  return maxWhere(tf.onesLike(x), x);
}
