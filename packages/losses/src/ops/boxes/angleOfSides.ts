import * as tf from '@tensorflow/tfjs-core';

import { withGradients } from '../../autodiff/withGradients.ts';
import { safeDivide } from '../safeDivide.ts';

/**
 * The angle whose tangent is width / height: π / 2 for height 0, and 0 with gradient 0 where both are 0; that of
 * `tf.atan2` is NaN there.
 */
export function angleOfSides(width: tf.Tensor, height: tf.Tensor): tf.Tensor {
  return withGradients([width, height], tf.atan2, (dy, w, h) => {
    const squares = tf.add(tf.square(w), tf.square(h));
    return [() => tf.mul(dy, safeDivide(h, squares)), () => tf.neg(tf.mul(dy, safeDivide(w, squares)))];
  });
}
