import * as tf from '@tensorflow/tfjs-core';
import { untracked } from '../autodiff/untracked.ts';
import { replaceWhere } from './replaceWhere.ts';

/** Every row of the last axis divided by its length; a row of zeros stays one, with a finite gradient. */
export function unitRows(x: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.square(x), -1, true);
  const isZero = untracked([squares], () => tf.equal(squares, 0));
  // Replaced before the root, whose slope at 0 is infinite.
  return tf.mul(x, tf.rsqrt(replaceWhere(isZero, squares, 1)));
}
