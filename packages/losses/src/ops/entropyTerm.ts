import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';
import { clip } from './clip.ts';

/** The smallest float32 that is not subnormal. */
const SMALLEST = 1.17549435e-38;

/**
 * x · log x, which is 0 at 0; NaN below.
 *
 * The gradient is that of max(x, 1.2e-38): at 0 it is −86.3, where the true one is −∞ and would make every
 * gradient that it is added to useless.
 */
export function entropyTerm(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => tf.where(tf.equal(value, 0), value, tf.mul(value, tf.log(value))),
    (dy, value) => tf.mul(dy, tf.add(tf.log(clip(value, SMALLEST, Number.POSITIVE_INFINITY)), 1)),
  );
}
