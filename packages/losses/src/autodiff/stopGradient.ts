import * as tf from '@tensorflow/tfjs-core';

/**
 * Computes a tensor from `inputs` that the gradient treats as a constant (tfjs has no stopGradient).
 *
 * Comparisons, argMax and sorting have no gradient function in tfjs, and one of them on the way from a
 * variable to the loss makes the whole backward pass throw. Inside a custom gradient they are not recorded.
 */
export function stopGradient(inputs: tf.Tensor[], compute: () => tf.Tensor): tf.Tensor {
  const constant = tf.customGrad((...given) => {
    const save = given.at(-1);
    if (typeof save === 'function') save(inputs);
    return {
      value: compute(),
      // Not tf.zeros where it can be helped: that is filled in JavaScript.
      gradFunc: (_dy: tf.Tensor, saved: tf.Tensor[]) =>
        saved.map((input) => (input.dtype === 'float32' ? tf.zerosLike(input) : tf.zeros(input.shape))),
    };
  });
  return constant(...inputs);
}
