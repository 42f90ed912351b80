import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';
import { clip } from './clip.ts';

/** max(x, least) of a variance, and NaN below 0; the gradient does as if nothing had been raised. */
export function raisedTo(x: tf.Tensor, least: number): tf.Tensor {
  return withGradient(
    x,
    (value) => {
      const nowhere = tf.fill(value.shape, Number.NaN);
      return tf.where(tf.greaterEqual(value, 0), clip(value, least, Number.POSITIVE_INFINITY), nowhere);
    },
    (dy) => dy,
  );
}
