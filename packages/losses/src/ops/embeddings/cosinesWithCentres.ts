import * as tf from '@tensorflow/tfjs-core';

import { l2NormalizeRows } from '../rows/l2NormalizeRows.ts';

/**
 * The cosine of every row with every centre; that with a row or a centre of zeros is 0.
 *
 * @param embeddings - Rows […, components].
 * @param centres - A column for each, [components, classes] or [components, classes, subcentres].
 * @returns […, classes] or […, classes, subcentres].
 */
export function cosinesWithCentres(embeddings: tf.Tensor, centres: tf.Tensor): tf.Tensor {
  const [components = 1, ...axes] = centres.shape;
  const rows = l2NormalizeRows(tf.reshape(embeddings, [-1, components]));
  const columns = l2NormalizeRows(tf.transpose(tf.reshape(centres, [components, -1])));
  const cosines = tf.matMul(rows, columns, false, true);
  return tf.reshape(cosines, [...embeddings.shape.slice(0, -1), ...axes]);
}
