import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';
import { log1p } from './log1p.ts';
import { excessRatio, squarableRatio } from './squarableRatio.ts';

/** log(1 + z²) for z = x / scale of any size. */
export function logOfOnePlusSquare(x: tf.Tensor, scale: number): tf.Tensor {
  return withGradient(
    x,
    (value) =>
      tf.add(log1p(tf.square(squarableRatio(value, scale))), tf.mul(2, tf.log(excessRatio(value, scale)))),
    (dy, value) => {
      const z = squarableRatio(value, scale);
      const slope = tf.div(tf.div(tf.mul(2 / scale, z), tf.add(1, tf.square(z))), excessRatio(value, scale));
      return tf.mul(dy, slope);
    },
  );
}
