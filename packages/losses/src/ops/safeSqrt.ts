import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';

/** √x with slope 0 at 0, where the true one is infinite: a distance of 0 pulls nowhere. */
export function safeSqrt(x: tf.Tensor): tf.Tensor {
  const isZero = stopGradient([x], () => tf.equal(x, 0));
  // Replaced before the root: an infinite slope that is only masked out becomes NaN.
  return tf.where(isZero, tf.zerosLike(x), tf.sqrt(tf.where(isZero, tf.onesLike(x), x)));
}
