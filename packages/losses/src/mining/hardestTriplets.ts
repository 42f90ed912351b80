import * as tf from '@tensorflow/tfjs-core';

import { argMaxWhere } from '../ops/rows/argMaxWhere.ts';
import { type MinerOptions, mineTriplets } from './mineTriplets.ts';
import type { Triplets } from './Triplets.ts';

/**
 * For each row of a batch its hardest triplet: the furthest row of its label and the nearest one of another
 * label, of equally far ones the first. One triplet a row; the mask is false for a row without a partner or
 * without a row of another label.
 *
 * No value is read and nothing is drawn, so that it may be a part of a training step. The gradient of a loss
 * of the triplets goes through the gathered rows, not through the choice.
 *
 * @param labels - An integer per row, int32 [rows].
 * @param embeddings - [rows, components].
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function of two
 *   tensors [rows, 1, components] and [1, rows, components] that returns [rows, rows]. Default `'euclidean'`.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @throws RangeError if the shapes don't fit or an option is unknown; TypeError for labels that are not int32.
 * @example
 * ```ts
 * const labels = tf.tensor1d([5, 5, 9], 'int32');
 * const loss = (embeddings: tf.Tensor) => {
 *   const { anchors, positives, negatives, mask } = hardestTriplets(labels, embeddings);
 *   const rowsAt = (places: tf.Tensor1D) => tf.gather(embeddings, places);
 *   return tripletMargin(rowsAt(anchors), rowsAt(positives), rowsAt(negatives), {
 *     mask,
 *     distance: 'squaredEuclidean',
 *   });
 * };
 * const embeddings = tf.tensor2d([[0], [3], [1]]);
 * loss(embeddings).dataSync(); // [7.5]
 * tf.grad(loss)(embeddings).dataSync(); // [-5, 4, 1]
 * ```
 */
export function hardestTriplets(
  labels: tf.Tensor,
  embeddings: tf.Tensor,
  options: MinerOptions = {},
): Triplets {
  return mineTriplets(
    'hardestTriplets',
    labels,
    embeddings,
    options,
    ({ isPositive, isNegative, distances }) => {
      const found = distances();
      const hasBoth = tf.mul(tf.max(isPositive, -1), tf.max(isNegative, -1));
      return {
        anchors: tf.range(0, labels.size, 1, 'int32'),
        positives: tf.reshape<tf.Rank.R1>(argMaxWhere(isPositive, found), [-1]),
        negatives: tf.reshape<tf.Rank.R1>(argMaxWhere(isNegative, tf.neg(found)), [-1]),
        mask: tf.reshape<tf.Rank.R1>(tf.cast(hasBoth, 'bool'), [-1]),
      };
    },
  );
}
