import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

/**
 * log(1 + x) for finite x from its logarithm: what rounding did to 1 + x is divided out again.
 *
 * W. Kahan's remark in D. Goldberg, What every computer scientist should know about floating-point arithmetic,
 * 1991, theorem 4, doi:10.1145/103162.103163
 */
function log1pOfLog(x: tf.Tensor): tf.Tensor {
  const sum = tf.add(1, x);
  const rounded = tf.sub(sum, 1);
  const isLost = tf.equal(rounded, 0);
  const divisor = tf.where(isLost, tf.onesLike(x), rounded);
  return tf.where(isLost, x, tf.mul(tf.log(sum), tf.div(x, divisor)));
}

/**
 * log(1 + x) for finite x, exact for small x on every backend: wasm's log1p takes the logarithm of the rounded
 * sum.
 */
export function log1p(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => (tf.getBackend() === 'wasm' ? log1pOfLog(value) : tf.log1p(value)),
    (dy, value) => tf.div(dy, tf.add(1, value)),
  );
}
