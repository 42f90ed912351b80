import * as tf from '@tensorflow/tfjs-core';

/** e^x − 1 − x for x between −1 and 1, to its last digits: the differences would lose those of a small x. */
export function exponentialRemainder(x: tf.Tensor): tf.Tensor {
  // x² / 2 · (1 + x/3 · (1 + x/4 · (…))), up to what float32 sees at 1.
  const series = [10, 9, 8, 7, 6, 5, 4, 3].reduce<tf.Tensor>(
    (sum, divisor) => tf.add(1, tf.mul(tf.div(x, divisor), sum)),
    tf.onesLike(x),
  );
  return tf.mul(tf.mul(0.5, tf.square(x)), series);
}
