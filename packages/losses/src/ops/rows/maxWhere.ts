import type * as tf from '@tensorflow/tfjs-core';

import { argMaxWhere } from './argMaxWhere.ts';
import { takeAlongRows } from './takeAlongRows.ts';

/**
 * The largest of those numbers of each row for which `chosen` is 1 (else 0), and the first number of a row
 * that has none.
 *
 * Of equal numbers the first gets the gradient: that of `tf.max` gives each of them all of it.
 */
export function maxWhere(chosen: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return takeAlongRows(x, argMaxWhere(chosen, x));
}
