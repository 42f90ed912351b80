import * as tf from '@tensorflow/tfjs-core';

import { type MinerOptions, mineTriplets } from './mineTriplets.ts';
import type { Triplets } from './Triplets.ts';

/**
 * All triplets of a batch: each row with each other row of its label and each row of another one. rows³ of
 * them, anchor by anchor and positive by positive; the mask is true where they are triplets.
 *
 * No value is read and nothing is drawn, so that it may be a part of a training step.
 *
 * @param labels - An integer per row, int32 [rows].
 * @param embeddings - [rows, components].
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @throws RangeError if the shapes don't fit or an option is unknown; TypeError for labels that are not int32.
 * @example
 * ```ts
 * const { mask } = allTriplets(tf.tensor1d([5, 5, 9, 9], 'int32'), tf.tensor2d([[0], [3], [1], [4]]));
 * tf.sum(mask).dataSync(); // [8]
 * ```
 */
export function allTriplets(
  labels: tf.Tensor,
  embeddings: tf.Tensor,
  options: Pick<MinerOptions, 'ignoreIndex'> = {},
): Triplets {
  return mineTriplets('allTriplets', labels, embeddings, options, ({ isPositive, isNegative }) => {
    const { size } = labels;
    const rows = tf.range(0, size, 1, 'int32');
    const along = (shape: [number, number, number]) =>
      tf.reshape<tf.Rank.R1>(tf.broadcastTo(tf.reshape(rows, shape), [size, size, size]), [-1]);
    const isTriplet = tf.mul(tf.expandDims(isPositive, 2), tf.expandDims(isNegative, 1));
    return {
      anchors: along([size, 1, 1]),
      positives: along([1, size, 1]),
      negatives: along([1, 1, size]),
      mask: tf.reshape<tf.Rank.R1>(tf.cast(isTriplet, 'bool'), [-1]),
    };
  });
}
