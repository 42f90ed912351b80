import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { clip } from './clip.ts';

/** Stands for log 0, as in logSumExpWhere. */
const LOWEST = -1e30;

/** How far a number of weight 0 may stand above the others: its exponential is still finite. */
const HIGHEST_ABOVE = 80;

/** log Σ w exp(x) over the last axis, for weights of at least 0; −1e30 where all are 0. */
export function logSumExpOfWeighted(weights: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const highest = stopGradient([weights, x], () =>
    tf.max(tf.where(tf.greater(weights, 0), x, tf.fill(x.shape, LOWEST)), -1, true),
  );
  const exponentials = tf.exp(clip(tf.sub(x, highest), Number.NEGATIVE_INFINITY, HIGHEST_ABOVE));
  const sum = tf.sum(tf.mul(weights, exponentials), -1);
  const isEmpty = stopGradient([sum], () => tf.equal(sum, 0));
  return tf.add(tf.log(tf.where(isEmpty, tf.onesLike(sum), sum)), tf.squeeze(highest, [-1]));
}
