import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';

/**
 * 1 where item i comes before item j when a list is sorted from the largest number down, […, i, j] of […,
 * items]; of equal ones the first comes first.
 */
export function comesBefore(x: tf.Tensor): tf.Tensor {
  return stopGradient([x], () => {
    const [own, other] = [tf.expandDims(x, -1), tf.expandDims(x, -2)];
    const position = tf.range(0, x.shape.at(-1) ?? 0);
    const isEarlier = tf.less(tf.expandDims(position, -1), tf.expandDims(position, -2));
    const wins = tf.logicalOr(tf.greater(own, other), tf.logicalAnd(tf.equal(own, other), isEarlier));
    return tf.cast(wins, 'float32');
  });
}
