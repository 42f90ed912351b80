import * as tf from '@tensorflow/tfjs-core';

import { withGradients } from '../autodiff/withGradients.ts';
import { sign } from './sign.ts';

/** 1 where x is above 0, ½ at 0, and 0 below. */
function shareOf(x: tf.Tensor): tf.Tensor {
  return tf.add(0.5, tf.mul(0.5, sign(x)));
}

/**
 * The larger of two numbers; of equal ones each gets half the gradient, as in PyTorch and JAX. `tf.maximum` gives all
 * of it to the first.
 */
export function maximum(first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  return withGradients([first, second], tf.maximum, (dy, a, b) => [
    () => tf.mul(dy, shareOf(tf.sub(a, b))),
    () => tf.mul(dy, shareOf(tf.sub(b, a))),
  ]);
}

/** The smaller of two numbers, with the gradient of {@link maximum}. */
export function minimum(first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  return withGradients([first, second], tf.minimum, (dy, a, b) => [
    () => tf.mul(dy, shareOf(tf.sub(b, a))),
    () => tf.mul(dy, shareOf(tf.sub(a, b))),
  ]);
}
