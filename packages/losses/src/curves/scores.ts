import * as tf from '@tensorflow/tfjs-core';
import type { LossDeclaration } from '../contract.ts';

/** What an input is at each place of an axis. */
export type Column = (x: tf.Tensor) => tf.Tensor;

/** Scores over the probability of the true class, and over its margin. */
export type Scores = readonly [overProbability: Column, overMargin: Column];

export type ScoresBySpace = Readonly<Partial<Record<LossDeclaration['prediction'], Scores>>>;

export const OTHER_CLASSES = 2;

export const constant = (x: tf.Tensor, value: number): tf.Tensor => tf.fill(x.shape, value);
export const complement: Column = (x) => tf.sub(1, x);
const logit: Column = (p) => tf.sub(tf.log(p), tf.log(complement(p)));

/** Rows whose first number is made of x and whose others are equal. */
function rowsOf(x: tf.Tensor, first: Column, other: Column): tf.Tensor {
  const others = Array.from({ length: OTHER_CLASSES }, () => other(x));
  return tf.stack([first(x), ...others], -1);
}

export const overMargin: Column = (z) =>
  rowsOf(
    z,
    (x) => x,
    (x) => constant(x, 0),
  );
const overProbability: Column = (p) =>
  rowsOf(
    p,
    (x) => x,
    (x) => tf.div(complement(x), OTHER_CLASSES),
  );

/** Rows of scores whose first class is the true one. */
export const ROWS_OF_SCORES: ScoresBySpace = {
  logits: [(p) => tf.log(overProbability(p)), overMargin],
  logProbabilities: [(p) => tf.log(overProbability(p)), (z) => tf.logSoftmax(overMargin(z))],
  probabilities: [overProbability, (z) => tf.softmax(overMargin(z))],
};

/** The score of a single class that is the true one. */
export const SINGLE_SCORES: ScoresBySpace = {
  logits: [logit, (z) => z],
  probabilities: [(p) => p, (z) => tf.sigmoid(z)],
};
