import * as tf from '@tensorflow/tfjs-core';

/**
 * Computes a tensor from `inputs` that the gradient treats as a constant (tfjs has no stopGradient).
 *
 * Comparisons, argMax and sorting have no gradient function in tfjs, and one of them on the way from a variable
 * to the loss makes the whole backward pass throw. Inside a custom gradient they are not recorded.
 */
export function untracked(inputs: tf.Tensor[], compute: () => tf.Tensor): tf.Tensor {
  const constant = tf.customGrad(() => ({
    value: compute(),
    gradFunc: () => inputs.map((input) => tf.zeros(input.shape)),
  }));
  return constant(...inputs);
}
