import * as tf from '@tensorflow/tfjs-core';

import { l2NormalizeRows } from '../rows/l2NormalizeRows.ts';

/** What each row has to do with each class, of the cosines with its subcentres, [rows, classes, subcentres]. */
type Join = (cosines: tf.Tensor) => tf.Tensor;

/**
 * The cosine of every row with every centre; that with a row or a centre of zeros is 0.
 *
 * @param embeddings - Rows […, components].
 * @param centres - A column for each, [components, classes] or [components, classes, subcentres].
 * @param join - Makes one number of those of a class's subcentres.
 * @returns […, classes].
 */
export function cosinesWithCentres(
  embeddings: tf.Tensor,
  centres: tf.Tensor,
  join: Join = (cosines) => cosines,
): tf.Tensor {
  const [components = 1, classes = 1, ...subcentres] = centres.shape;
  const rows = l2NormalizeRows(tf.reshape(embeddings, [-1, components]));
  const columns = l2NormalizeRows(tf.transpose(tf.reshape(centres, [components, -1])));
  const cosines = tf.matMul(rows, columns, false, true);
  // Of rows in one axis, because wasm computes wrongly beyond six.
  const joined = join(tf.reshape(cosines, [-1, classes, ...subcentres]));
  return tf.reshape(joined, [...embeddings.shape.slice(0, -1), classes]);
}
