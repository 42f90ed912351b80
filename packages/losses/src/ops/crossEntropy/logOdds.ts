import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';
import { exp } from '../exp.ts';
import { oneHot } from '../oneHot.ts';
import { replaceWhere } from '../replaceWhere.ts';

/** Stands for a score of a class that is left out: its exponential is 0, and with it its gradient. */
const LOWEST = -1e30;

/** 1 for the first of the highest scores of each row, and that score […, 1]; constants. */
function highestOf(scores: tf.Tensor): readonly [isHighest: tf.Tensor, highest: tf.Tensor] {
  const isHighest = stopGradient([scores], () => oneHot(tf.argMax(scores, -1), scores.shape.at(-1) ?? 0));
  return [isHighest, stopGradient([scores], () => tf.max(scores, -1, true))];
}

/**
 * log p_c − log(1 − p_c) of every class c, for the softmax p of the row: its score less the log-sum-exp of all
 * others. Exact also where p_c rounds to 1; very large where there is no other class. With derivatives of every
 * order.
 */
export function logOdds(logits: tf.Tensor): tf.Tensor {
  const [isHighest, highest] = highestOf(logits);
  // Of the highest class: a difference to the sum of all would leave nothing of the others.
  const isFirst = stopGradient([isHighest], () => tf.cast(isHighest, 'bool'));
  const others = replaceWhere(isFirst, logits, LOWEST);
  const [, runnerUp] = highestOf(others);
  const besideHighest = tf.add(tf.log(tf.sum(exp(tf.sub(others, runnerUp)), -1, true)), runnerUp);
  // Of every other class the sum without it is at least 1, the share of the highest.
  const exponentials = exp(tf.sub(logits, highest));
  const sums = replaceWhere(isFirst, tf.sub(tf.sum(exponentials, -1, true), exponentials), 1);
  const besideOthers = tf.add(tf.log(sums), highest);
  const isOther = tf.sub(1, isHighest);
  return tf.sub(logits, tf.add(tf.mul(isHighest, besideHighest), tf.mul(isOther, besideOthers)));
}
