import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';
import { clip } from './clip.ts';
import { step } from './sign.ts';

/**
 * max(0, x) with gradient 0 at 0, and NaN for NaN in both: `tf.relu` gives 0 on wasm when its sign bit is set, and
 * the gradient of `tf.clipByValue` is 0 for NaN.
 */
export function relu(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => clip(value, 0, Number.POSITIVE_INFINITY),
    (dy, value) => tf.mul(dy, step(value)),
  );
}
