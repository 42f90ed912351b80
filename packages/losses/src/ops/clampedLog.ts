import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

const LOWEST = -100;
const SMALLEST_DENOMINATOR = 1e-12;

/**
 * max(log x, −100), with gradient 1 / max(x, 1e-12): finite for every probability, 0 included.
 *
 * The same limits as PyTorch's `binary_cross_entropy`: a wrong and certain answer costs 100 and still has a
 * gradient, where clipping the probability first would leave none.
 */
export function clampedLog(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => tf.maximum(tf.log(value), LOWEST),
    (dy, value) => tf.div(dy, tf.maximum(value, SMALLEST_DENOMINATOR)),
  );
}
