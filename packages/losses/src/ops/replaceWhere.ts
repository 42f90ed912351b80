import * as tf from '@tensorflow/tfjs-core';

import { withGradients } from '../autodiff/withGradients.ts';
import { replaceRows } from './rows/replaceRows.ts';

/**
 * Whether the condition has one value for each row of the last axis of x, and rows have more than one number.
 */
function isOfRows({ shape }: tf.Tensor, x: tf.Tensor): boolean {
  return x.size > 0 && x.shape.at(-1) !== 1 && tf.util.arraysEqual(shape, [...x.shape.slice(0, -1), 1]);
}

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
    (isReplaced, value) =>
      isOfRows(isReplaced, value)
        ? replaceRows(isReplaced, value, number)
        : tf.where(isReplaced, tf.fill(value.shape, number), value),
    (dy, isReplaced) => [() => tf.zerosLike(isReplaced), () => replaceWhere(isReplaced, dy, 0)],
    [condition],
  );
}
