import * as tf from '@tensorflow/tfjs-core';

import { semiHardNegatives } from '../ops/embeddings/semiHardNegatives.ts';
import { type MinerOptions, mineTriplets } from './mineTriplets.ts';
import type { Triplets } from './Triplets.ts';

/**
 * For each row of a batch and each other row of its label, the nearest row of another label that is further
 * away than that, and the furthest one where none is. rows² triplets, anchor by anchor; the mask is true
 * where anchor and positive are two rows of one label, and there is a row of another label.
 *
 * No value is read and nothing is drawn, so that it may be a part of a training step. Takes the memory of
 * rows³ numbers.
 *
 * @param labels - An integer per row, int32 [rows].
 * @param embeddings - [rows, components].
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function of two
 *   tensors [rows, 1, components] and [1, rows, components] that returns [rows, rows]. Default `'euclidean'`.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @throws RangeError if the shapes don't fit or an option is unknown; TypeError for labels that are not int32.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[0], [3], [1], [4]]);
 * const { negatives } = semiHardTriplets(tf.tensor1d([5, 5, 9, 9], 'int32'), embeddings);
 * // The row at 0 with its positive at 3: beyond that is the row at 4.
 * negatives.dataSync()[1]; // 3
 * ```
 */
export function semiHardTriplets(
  labels: tf.Tensor,
  embeddings: tf.Tensor,
  options: MinerOptions = {},
): Triplets {
  return mineTriplets(
    'semiHardTriplets',
    labels,
    embeddings,
    options,
    ({ isPositive, isNegative, distances }) => {
      const { size } = labels;
      const rows = tf.range(0, size, 1, 'int32');
      const along = (shape: [number, number]) =>
        tf.reshape<tf.Rank.R1>(tf.broadcastTo(tf.reshape(rows, shape), [size, size]), [-1]);
      const isTriplet = tf.mul(isPositive, tf.max(isNegative, -1, true));
      return {
        anchors: along([size, 1]),
        positives: along([1, size]),
        negatives: tf.reshape<tf.Rank.R1>(semiHardNegatives(isNegative, distances()), [-1]),
        mask: tf.reshape<tf.Rank.R1>(tf.cast(isTriplet, 'bool'), [-1]),
      };
    },
  );
}
