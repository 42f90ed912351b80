import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../autodiff/withGradient.ts';
import { signOf } from './signOf.ts';

/** |x| with gradient 0 at 0, as in PyTorch; `tf.abs` has −1 there. */
export function absolute(x: tf.Tensor): tf.Tensor {
  return withGradient(x, tf.abs, (dy, value) => tf.mul(dy, signOf(value)));
}
