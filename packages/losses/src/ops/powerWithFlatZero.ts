import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';

/** x to an exponent above 0, with slope 0 at 0: below 1 the true one is infinite. */
export function powerWithFlatZero(x: tf.Tensor, exponent: tf.Tensor | number): tf.Tensor {
  const isZero = stopGradient([x], () => tf.equal(x, 0));
  return tf.where(isZero, tf.zerosLike(x), tf.pow(tf.where(isZero, tf.onesLike(x), x), exponent));
}
