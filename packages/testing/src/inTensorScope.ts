import * as tf from '@tensorflow/tfjs';

/** Runs `compute` and frees every tensor that it made; `tf.tidy` for results that are plain numbers. */
export function inTensorScope<Result>(compute: () => Result): Result {
  tf.engine().startScope();
  try {
    return compute();
  } finally {
    tf.engine().endScope();
  }
}
