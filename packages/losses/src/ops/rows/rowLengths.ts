import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../../autodiff/withGradient.ts';
import { l2NormalizeRows } from './l2NormalizeRows.ts';
import { rowScales } from './rowScales.ts';

/** The length of every row of the last axis, whatever it is, with gradient 0 for a row of zeros. */
export function rowLengths(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (rows) => {
      const scales = rowScales(rows);
      const squares = tf.sum(tf.square(tf.mul(rows, scales)), -1);
      return tf.div(tf.sqrt(squares), tf.squeeze(scales, [-1]));
    },
    (dy, rows) => tf.mul(tf.expandDims(dy, -1), l2NormalizeRows(rows)),
  );
}
