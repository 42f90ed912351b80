import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { l2NormalizeRows } from '../ops/rows/l2NormalizeRows.ts';

/**
 * Cosine distance: how far two directions are apart, whatever the lengths.
 *
 *     1 - ⟨yTrue, yPred⟩ / (|yTrue| · |yPred|)
 *
 * over the last axis: 0 for one direction, 1 for a right angle, 2 for opposite directions. A vector of zeros
 * has no direction: its distance to any other is 1, and its gradient points to the other's direction. Keras's
 * CosineSimilarity is this minus 1, and the loss of BYOL, 2 − 2 cos, twice this.
 *
 * @param yTrue - Target vectors, shape […, components].
 * @param yPred - Predicted vectors, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; from 0 to 2.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula 1 - \frac{\langle y, \hat y \rangle}{\|y\|\,\|\hat y\|}
 * @domain All real numbers.
 * @useWhen Only the direction of a vector has a meaning, as in embeddings of text.
 * @avoidWhen Lengths matter, or vectors may be 0.
 * @example
 * ```ts
 * cosineDistance(tf.tensor2d([[1, 0]]), tf.tensor2d([[3, 4]])).dataSync(); // [0.4]
 * ```
 * @see G. Salton, A. Wong and C. S. Yang, A vector space model for automatic indexing, 1975,
 *   doi:10.1145/361219.361220
 */
export const cosineDistance = defineLoss(
  {
    name: 'cosineDistance',
    aliases: ['cosine', 'cosineSimilarity'],
    family: 'regression',
    target: 'vectors',
    prediction: 'values',
    layout: rows('components', [
      { name: 'yTrue', meaning: 'target vectors', perElement: 'row', neutral: 1 },
      { name: 'yPred', meaning: 'predicted vectors', perElement: 'row', neutral: 1 },
    ]),
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    tf.sub(1, tf.sum(tf.mul(l2NormalizeRows(yTrue), l2NormalizeRows(yPred)), -1)),
);
