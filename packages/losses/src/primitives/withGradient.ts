import * as tf from '@tensorflow/tfjs-core';

/**
 * An elementwise function of one tensor with a gradient of our own.
 *
 * @param gradient - The derivative with respect to x, times `dy`.
 */
export function withGradient(
  x: tf.Tensor,
  forward: (x: tf.Tensor) => tf.Tensor,
  gradient: (dy: tf.Tensor, x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const custom = tf.customGrad((input, save) => {
    if (!(input instanceof tf.Tensor) || typeof save !== 'function') {
      throw new TypeError('withGradient: expected tfjs to pass a tensor and a save function.');
    }
    save([input]);
    return {
      value: forward(input),
      // Saved, not captured: tfjs disposes what the forward pass made before the backward pass runs.
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => gradient(dy, saved[0] ?? input),
    };
  });
  return custom(x);
}
