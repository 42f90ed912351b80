import * as tf from '@tensorflow/tfjs-core';

/** 1 / k! from the highest power that float32 sees at 1 down to 1 / 2. */
const COEFFICIENTS = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((highest) => {
  const factors = Array.from({ length: highest }, (_, index) => index + 1);
  return 1 / factors.reduce((product, factor) => product * factor, 1);
});

/** e^x − 1 − x for x between −1 and 1, to its last digits: the differences would lose those of a small x. */
export function exponentialRemainder(x: tf.Tensor): tf.Tensor {
  const series = COEFFICIENTS.reduce<tf.Tensor>(
    (sum, coefficient) => tf.add(tf.mul(sum, x), coefficient),
    tf.zerosLike(x),
  );
  return tf.mul(tf.square(x), series);
}
