import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';

/** Stands for log 0: its exponential is 0, its sum with any score too, and its gradient 0 instead of NaN. */
const LOWEST = -1e30;

/** log Σ exp(x) over those of the last axis for which `chosen` is 1 (else 0); −1e30 where there is none. */
export function logSumExpWhere(chosen: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const isChosen = tf.cast(chosen, 'bool');
  const lowest = tf.fill(x.shape, LOWEST);
  const highest = stopGradient([x], () => tf.max(tf.where(isChosen, x, lowest), -1, true));
  const sum = tf.sum(tf.exp(tf.where(isChosen, tf.sub(x, highest), lowest)), -1);
  const isEmpty = stopGradient([sum], () => tf.equal(sum, 0));
  return tf.add(tf.log(tf.where(isEmpty, tf.onesLike(sum), sum)), tf.squeeze(highest, [-1]));
}
