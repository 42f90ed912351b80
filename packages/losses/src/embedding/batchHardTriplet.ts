import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositiveAndNegative, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { hardestTripletGaps } from '../ops/embeddings/hardestTripletGaps.ts';
import { relu } from '../ops/relu.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';

/**
 * Batch-hard triplet loss: the furthest positive of each row is to be nearer than its nearest negative, by a
 * margin.
 *
 *     max(0, max_p d(anchor, p) - min_n d(anchor, n) + margin)
 *
 * with p over the other rows of the same label and n over the rows of other labels. The distances by name are
 * over the last axis: `euclidean`, `squaredEuclidean`, `manhattan` and `cosine`, 1 − cos. A function does as
 * well: it gets two tensors of embeddings [rows, 1, components] and [1, rows, components] and returns the
 * distances [rows, rows]. Of equally far rows the first has the gradient; two rows in one place have gradient
 * 0, and so has the edge of the margin. A row without a partner or without a row of another label has no
 * loss: it is 0 and does not count. Takes the memory of rows² · components numbers.
 *
 * TF Addons' default is the squared distance, and there a row without a partner counts, with its own distance
 * to itself.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.margin - By how much the nearest negative should be further away, above 0. Default 1.
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.
 *   Default `'euclidean'`.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in units of the distance.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32, or for a distance that is neither.
 * @formula \max\Big(0, \max_{p \in P_i} d_{ip} - \min_{n \in N_i} d_{in} + m\Big)
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Embeddings by class labels, with a few classes and several examples of each in a batch.
 * @avoidWhen Labels are noisy: each row learns from its worst pairs alone, and those are the wrong labels.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[0, 0], [3, 4], [0, 4.5]]);
 * batchHardTriplet(tf.tensor1d([5, 5, 9], 'int32'), embeddings).dataSync(); // [2.2293]
 * ```
 * @see A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017,
 *   arXiv:1703.07737
 */
export const batchHardTriplet = defineLoss(
  {
    name: 'batchHardTriplet',
    aliases: ['batchHard', 'tripletHard'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositiveAndNegative),
    batchDependent: true,
    options: {
      ...labelOptions,
      margin: { kind: 'number', default: 1, above: 0 },
      distance: { kind: 'function', default: 'euclidean', named: rowDistances },
    },
  },
  ({ margin, distance }, pairs: tf.Tensor, embeddings: tf.Tensor) =>
    relu(tf.add(hardestTripletGaps(pairs, embeddings, distance), margin)),
);
