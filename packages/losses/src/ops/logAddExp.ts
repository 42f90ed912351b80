import * as tf from '@tensorflow/tfjs-core';

import { withGradients } from '../autodiff/withGradients.ts';
import { softplusOfNegativeAbs } from './softplusOfNegativeAbs.ts';

/** log(e^a + e^b) of two tensors of one shape. */
export function logAddExp(first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  return withGradients(
    [first, second],
    (a, b) => tf.add(tf.maximum(a, b), softplusOfNegativeAbs(tf.sub(a, b))),
    (dy, a, b) => [() => tf.mul(dy, tf.sigmoid(tf.sub(a, b))), () => tf.mul(dy, tf.sigmoid(tf.sub(b, a)))],
  );
}
