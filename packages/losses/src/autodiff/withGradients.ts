import * as tf from '@tensorflow/tfjs-core';

/**
 * A function of several tensors with gradients of our own.
 *
 * A gradient made of tf ops is differentiable in its turn, as long as none of those
 * saves its output (`tf.exp`, `tf.sigmoid`, `tf.softmax`, `tf.max`: their second derivative is wrong in
 * tfjs).
 *
 * @param gradients - For each input, what makes the derivative with respect to it, times `dy`.
 * @param constants - Those of the inputs whose gradient nobody can ask for, so that it is not computed.
 */
export function withGradients(
  inputs: readonly tf.Tensor[],
  forward: (...inputs: tf.Tensor[]) => tf.Tensor,
  gradients: (dy: tf.Tensor, ...inputs: tf.Tensor[]) => readonly (() => tf.Tensor)[],
  constants: readonly tf.Tensor[] = [],
): tf.Tensor {
  const isConstant = inputs.map((input) => constants.includes(input));
  const custom = tf.customGrad((...given) => {
    const save = given.at(-1);
    if (typeof save !== 'function')
      throw new TypeError('withGradients: expected tfjs to pass a save function.');
    // Saved, not captured: tfjs disposes what the forward pass made before the backward pass runs.
    save([...inputs]);
    return {
      value: forward(...inputs),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        gradients(dy, ...saved)
          .filter((_, index) => !isConstant[index])
          .map((make) => make()),
    };
  });
  return custom(...inputs.filter((_, index) => !isConstant[index]));
}
