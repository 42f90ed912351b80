import * as tf from '@tensorflow/tfjs-core';

import { unitRows } from './unitRows.ts';

/** The cosine of every row with every row, [rows, rows]; that of a row of zeros is 0. */
export function cosineSimilarities(rows: tf.Tensor): tf.Tensor {
  const units = unitRows(rows);
  return tf.matMul(units, units, false, true);
}
