import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

function isScalar(x: tf.Tensor): x is tf.Scalar {
  return x.rank === 0;
}

/**
 * Σ x, and 0 of no numbers: there `tf.sum` yields uninitialised memory on wasm.
 *
 * The gradient of `tf.sum` makes a tensor of ones in JavaScript and multiplies it, which costs more than most
 * losses.
 */
export function sumOf(x: tf.Tensor): tf.Scalar {
  if (isScalar(x)) return x;
  const sum = withGradient(
    x,
    (value) => (value.size === 0 ? tf.scalar(0) : tf.sum(value)),
    (dy, value) => tf.add(tf.zerosLike(value), dy),
  );
  if (!isScalar(sum)) throw new TypeError('sumOf: expected tfjs to sum all axes.');
  return sum;
}
