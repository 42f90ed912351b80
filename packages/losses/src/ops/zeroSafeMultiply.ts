import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { replaceWhere } from './replaceWhere.ts';

/**
 * factor · x, and 0 where the factor is 0 and x is infinite or NaN.
 *
 * The x of those places is replaced before the product, not after it: a NaN that is only masked out still
 * reaches the gradient as 0 · NaN.
 */
export function zeroSafeMultiply(factor: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const unsafe = stopGradient([factor, x], () =>
    tf.logicalAnd(tf.equal(factor, 0), tf.logicalNot(tf.isFinite(x))),
  );
  return tf.mul(factor, replaceWhere(unsafe, x, 0));
}
