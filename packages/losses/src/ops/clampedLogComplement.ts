import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';
import { log1p } from './log1p.ts';

const LOWEST = -100;
const SMALLEST_DENOMINATOR = 1e-12;

/**
 * max(log(1 − p), −100), with gradient −1 / max(1 − p, 1e-12): the other half of `clampedLog`.
 *
 * Through log1p, because 1 − p rounds to 1 for every p below 6e-8.
 */
export function clampedLogComplement(p: tf.Tensor): tf.Tensor {
  return withGradient(
    p,
    (value) => tf.maximum(log1p(tf.neg(value)), LOWEST),
    (dy, value) => tf.neg(tf.div(dy, tf.maximum(tf.sub(1, value), SMALLEST_DENOMINATOR))),
  );
}
