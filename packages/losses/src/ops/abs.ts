import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../autodiff/withGradient.ts';
import { sign } from './sign.ts';

/** |x| with gradient 0 at 0, as in PyTorch; `tf.abs` has −1 there. */
export function abs(x: tf.Tensor): tf.Tensor {
  return withGradient(x, tf.abs, (dy, value) => tf.mul(dy, sign(value)));
}
