import * as tf from '@tensorflow/tfjs-core';

/** log(1 + e^−|x|), the part of softplus that is left when its linear part is taken off. */
export function softplusOfNegativeAbs(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const negativeAbs = tf.neg(tf.abs(x));
    // log1p takes half the time of softplus, but that of wasm rounds 1 + x first and loses what is below
    // 6e-8.
    return tf.getBackend() === 'wasm' ? tf.softplus(negativeAbs) : tf.log1p(tf.exp(negativeAbs));
  });
}
