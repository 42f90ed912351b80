import * as tf from '@tensorflow/tfjs-core';

/**
 * Computes something that the gradient never sees: what comes out counts as made elsewhere. As tfjs does
 * inside a kernel.
 */
export function withoutTape<Result>(compute: () => Result): Result {
  const { state } = tf.engine();
  state.kernelDepth += 1;
  try {
    return compute();
  } finally {
    state.kernelDepth -= 1;
  }
}
