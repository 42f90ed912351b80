import * as tf from '@tensorflow/tfjs-core';

import { l2NormalizeRows } from '../rows/l2NormalizeRows.ts';

/** The cosine of every row with every row, [rows, rows]; that of a row of zeros is 0. */
export function cosineSimilarities(rows: tf.Tensor): tf.Tensor {
  const units = l2NormalizeRows(rows);
  return tf.matMul(units, units, false, true);
}
