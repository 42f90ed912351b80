import * as tf from '@tensorflow/tfjs-core';

import { abs } from '../abs.ts';
import { l2NormalizeRows } from './l2NormalizeRows.ts';
import { rowLengths } from './rowLengths.ts';

/** Distances between rows of the last axis, by name. Two equal rows have gradient 0. */
export const rowDistances = {
  euclidean: (first: tf.Tensor, second: tf.Tensor) => rowLengths(tf.sub(first, second)),
  squaredEuclidean: (first: tf.Tensor, second: tf.Tensor) => tf.sum(tf.square(tf.sub(first, second)), -1),
  manhattan: (first: tf.Tensor, second: tf.Tensor) => tf.sum(abs(tf.sub(first, second)), -1),
  cosine: (first: tf.Tensor, second: tf.Tensor) =>
    tf.sub(1, tf.sum(tf.mul(l2NormalizeRows(first), l2NormalizeRows(second)), -1)),
};
