import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { replaceWhere } from './replaceWhere.ts';

/** Every row of the last axis divided by its length; a row of zeros stays one, with a finite gradient. */
export function l2NormalizeRows(x: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.square(x), -1, true);
  const isZero = stopGradient([squares], () => tf.equal(squares, 0));
  // Replaced before the root, whose slope at 0 is infinite.
  return tf.mul(x, tf.rsqrt(replaceWhere(isZero, squares, 1)));
}
