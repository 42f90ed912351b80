import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';

/** Stands for log 0: its exponential is 0, its sum with any score too, and its gradient 0 instead of NaN. */
const LOWEST = -1e30;

/** What log Σ exp(x) is made of, row by row: the highest number that is chosen, and how far the whole is above it. */
export function logSumExpParts(
  chosen: tf.Tensor,
  x: tf.Tensor,
): { readonly highest: tf.Tensor; readonly above: tf.Tensor } {
  const isChosen = tf.cast(chosen, 'bool');
  const lowest = tf.fill(x.shape, LOWEST);
  const highest = stopGradient([x], () => tf.max(tf.where(isChosen, x, lowest), -1, true));
  const sum = tf.sum(tf.exp(tf.where(isChosen, tf.sub(x, highest), lowest)), -1);
  const isEmpty = stopGradient([sum], () => tf.equal(sum, 0));
  return {
    highest: tf.squeeze(highest, [-1]),
    above: tf.log(tf.where(isEmpty, tf.onesLike(sum), sum)),
  };
}

/** log Σ exp(x) over those of the last axis for which `chosen` is 1 (else 0); −1e30 where there is none. */
export function logSumExpWhere(chosen: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const { highest, above } = logSumExpParts(chosen, x);
  return tf.add(above, highest);
}
