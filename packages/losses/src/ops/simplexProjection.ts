import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { withGradient } from '../autodiff/withGradient.ts';
import { clip } from './clip.ts';

function project(rows: tf.Tensor): tf.Tensor {
  const size = rows.shape.at(-1) ?? 0;
  // A constant changes nothing, and 1 below the highest nothing is left. So all sums stay small, and exact.
  const highest = tf.max(rows, -1, true);
  const shifted = clip(tf.sub(rows, highest), -1, 0);
  // Two axes: tfjs's cumsum knows no axis −1.
  const flat = tf.reshape(shifted, [rows.size / size, size]);
  const { values: sorted } = tf.topk(flat, size);
  const sums = tf.cumsum(sorted, 1);
  const isInSupport = tf.cast(tf.greater(tf.add(1, tf.mul(tf.range(1, size + 1), sorted)), sums), 'float32');
  const total = tf.sum(tf.mul(sorted, isInSupport), 1, true);
  const threshold = tf.div(tf.sub(total, 1), tf.sum(isInSupport, 1, true));
  return tf.reshape(tf.maximum(tf.sub(flat, threshold), 0), rows.shape);
}

/**
 * The distribution that is nearest to each row: sparsemax, max(0, row − threshold) with the threshold that
 * makes it sum to 1.
 *
 * The gradient is that where the support is: there `dy` less its mean over the support, elsewhere 0.
 * Algorithm 1 and section 2.5 of A. F. T. Martins and R. F. Astudillo, From Softmax to Sparsemax, 2016,
 * arXiv:1602.02068
 */
export function simplexProjection(rows: tf.Tensor): tf.Tensor {
  return withGradient(rows, project, (dy, given) => {
    const support = stopGradient([given], () => tf.cast(tf.greater(project(given), 0), 'float32'));
    const inSupport = tf.mul(support, dy);
    const mean = tf.div(tf.sum(inSupport, -1, true), tf.sum(support, -1, true));
    return tf.sub(inSupport, tf.mul(support, mean));
  });
}
