import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';
import { oneHot } from '../oneHot.ts';

/** The entries of `scores` that `chosen` has a 1 for, one per row, with a last axis of 1. */
function pick(scores: tf.Tensor, chosen: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(scores, chosen), -1, true);
}

/**
 * For each class the highest score among the other classes; −∞ where there is no other.
 *
 * From the two highest scores of the row, so that it takes no more memory than the scores. Of equal scores
 * the first gets the gradient: that of `tf.max` gives each of them all of it.
 */
export function maxExcludingClass(scores: tf.Tensor): tf.Tensor {
  const classes = scores.shape.at(-1) ?? 0;
  const lowest = tf.fill(scores.shape, Number.NEGATIVE_INFINITY);
  if (classes < 2) return lowest;
  const first = stopGradient([scores], () => oneHot(tf.argMax(scores, -1), classes));
  const isFirst = tf.cast(first, 'bool');
  const second = stopGradient([scores], () =>
    oneHot(tf.argMax(tf.where(isFirst, lowest, scores), -1), classes),
  );
  // Broadcast by an addition: broadcastTo has no gradient above rank 4.
  const [highest, runnerUp] = [first, second].map((chosen) =>
    tf.add(pick(scores, chosen), tf.zerosLike(scores)),
  );
  return highest && runnerUp ? tf.where(isFirst, runnerUp, highest) : lowest;
}
