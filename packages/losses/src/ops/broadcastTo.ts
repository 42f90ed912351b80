import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

/**
 * x repeated along its axes of size 1, and along those that it lacks in front, to this shape.
 *
 * The native backend's arithmetic broadcasts along at most five alternations of axes that are repeated and axes
 * that are not, and the gradient of `tf.broadcastTo` ends at rank 4; this one has neither limit.
 */
export function broadcastTo(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  if (tf.util.arraysEqual(x.shape, [...shape])) return x;
  return withGradient(
    x,
    (value) => tf.broadcastTo(value, [...shape]),
    (dy, value) => {
      const offset = shape.length - value.rank;
      const repeated = shape.map((_, axis) => axis).filter((axis) => (value.shape[axis - offset] ?? 1) === 1);
      return tf.reshape(tf.sum(dy, repeated), value.shape);
    },
  );
}
