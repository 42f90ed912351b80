import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

/** e^x with derivatives of every order; those of `tf.exp` are wrong from the second on. */
export function exp(x: tf.Tensor): tf.Tensor {
  return withGradient(x, tf.exp, (dy, value) => tf.mul(dy, exp(value)));
}
