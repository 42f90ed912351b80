import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';

/**
 * Where the largest of those numbers of each row is for which `chosen` is 1 (else 0), as int32: the first of
 * equal ones, and 0 where there is none.
 *
 * @param chosen - Broadcastable with x.
 */
export function argMaxWhere(chosen: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return stopGradient([chosen, x], () =>
    tf.argMax(tf.where(tf.cast(chosen, 'bool'), x, tf.scalar(Number.NEGATIVE_INFINITY)), -1),
  );
}
