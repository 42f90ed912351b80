import * as tf from '@tensorflow/tfjs-core';

import { withGradients } from '../autodiff/withGradients.ts';

/**
 * x, and `number` where the condition holds; nothing of `dy` gets through there, not even NaN.
 *
 * `tf.where` multiplies `dy` by 0 and 1, and its gradient has no gradient.
 *
 * @param condition - Truth values, broadcastable to x; a constant for the gradient.
 */
export function replaceWhere(condition: tf.Tensor, x: tf.Tensor, number: number): tf.Tensor {
  return withGradients(
    [condition, x],
    (isReplaced, value) => tf.where(isReplaced, tf.fill(value.shape, number), value),
    (dy, isReplaced) => [() => tf.zerosLike(isReplaced), () => replaceWhere(isReplaced, dy, 0)],
    [condition],
  );
}
