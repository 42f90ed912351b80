import { type Rows, rowSize, takeRows } from '@losskit/data';
import * as tf from '@tensorflow/tfjs-core';

/** The row whose first target is the median. */
export function medianRow(train: Rows): Rows {
  const size = rowSize(train);
  const firstOf = (row: number) => train.values[row * size] ?? 0;
  const rows = Array.from({ length: train.values.length / size }, (_, row) => row);
  const sorted = rows.sort((a, b) => firstOf(a) - firstOf(b) || a - b);
  return takeRows(train, sorted.slice(sorted.length >> 1, (sorted.length >> 1) + 1));
}

/** Far below any logit, and squared still a float. */
const FAR_BELOW = 1e18;

/** How far the logit of the true class is above the largest other one, along the last axis. */
export function classMargins(labels: tf.Tensor, logits: tf.Tensor, classes: number): tf.Tensor {
  const isTrue = tf.oneHot(tf.cast(labels, 'int32'), classes);
  const ofTrue = tf.sum(tf.mul(logits, isTrue), -1);
  const others = tf.sub(logits, tf.mul(tf.cast(isTrue, 'float32'), FAR_BELOW));
  return tf.sub(ofTrue, tf.max(others, -1));
}

/** The true class has the logit x, the others have 0. */
export function logitsAtMargin(x: tf.Tensor, labels: tf.Tensor, classes: number): tf.Tensor {
  return tf.mul(tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classes), 'float32'), x);
}

/** Of targets 0 and 1: −1 and 1. */
export function signsOf(targets: tf.Tensor): tf.Tensor {
  return tf.sub(tf.mul(tf.cast(targets, 'float32'), 2), 1);
}
