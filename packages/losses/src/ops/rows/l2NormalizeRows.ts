import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../../autodiff/withGradient.ts';
import { inverseLengths, rowScales } from './rowScales.ts';

/**
 * Every row of the last axis divided by its length, whatever that is; a row of zeros stays one, with a finite
 * gradient.
 */
export function l2NormalizeRows(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (rows) => {
      const scaled = tf.mul(rows, rowScales(rows));
      return tf.mul(scaled, inverseLengths(scaled));
    },
    (dy, rows) => {
      // What is left of dy across the row, over its length: tfjs's own way would cube the length.
      const scale = rowScales(rows);
      const units = l2NormalizeRows(rows);
      const across = (slope: tf.Tensor) =>
        tf.sub(slope, tf.mul(units, tf.sum(tf.mul(slope, units), -1, true)));
      // Twice, because the length of a unit row is 1 but for rounding.
      return tf.mul(tf.mul(across(across(dy)), inverseLengths(tf.mul(rows, scale))), scale);
    },
  );
}
