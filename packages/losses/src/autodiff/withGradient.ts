import type * as tf from '@tensorflow/tfjs-core';

import { withGradients } from './withGradients.ts';

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
  return withGradients([x], forward, (dy, value = x) => [() => gradient(dy, value)]);
}
