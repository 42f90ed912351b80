import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositiveAndNegative, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { hardestTripletGaps } from '../ops/embeddings/hardestTripletGaps.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';

/**
 * Batch-hard triplet loss with a soft margin: the furthest positive of each row is to be nearer than its
 * nearest negative, and is pulled less the nearer it is.
 *
 *     log(1 + exp(max_p d(anchor, p) - min_n d(anchor, n)))
 *
 * with p over the other rows of the same label and n over the rows of other labels: `batchHardTriplet`
 * without a margin to choose. The distances by name are over the last axis: `euclidean`, `squaredEuclidean`,
 * `manhattan` and `cosine`, 1 − cos. A function does as well: it gets two tensors of embeddings [rows, 1,
 * components] and [1, rows, components] and returns the distances [rows, rows]. Of equally far rows the first
 * has the gradient; two rows in one place have gradient 0. A row without a partner or without a row of
 * another label has no loss: it is 0 and does not count. Takes the memory of rows² · components numbers.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.
 *   Default `'euclidean'`.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in units of the distance where it is
 *   large.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32, or for a distance that is neither.
 * @formula \log\Big(1 + \exp\Big(\max_{p \in P_i} d_{ip} - \min_{n \in N_i} d_{in}\Big)\Big)
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Hardest triplets are to be learnt from, and it is not known what margin the distances allow.
 * @avoidWhen Labels are noisy: each row learns from its worst pairs alone, and those are the wrong labels.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[0, 0], [3, 4], [0, 4.5]]);
 * batchHardSoftMarginTriplet(tf.tensor1d([5, 5, 9], 'int32'), embeddings).dataSync(); // [1.5323]
 * ```
 * @see A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017,
 *   arXiv:1703.07737
 */
export const batchHardSoftMarginTriplet = defineLoss(
  {
    name: 'batchHardSoftMarginTriplet',
    aliases: ['batchHardSoft'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositiveAndNegative),
    batchDependent: true,
    options: {
      ...labelOptions,
      distance: { kind: 'function', default: 'euclidean', named: rowDistances },
    },
  },
  ({ distance }, pairs: tf.Tensor, embeddings: tf.Tensor) =>
    tf.softplus(hardestTripletGaps(pairs, embeddings, distance)),
);
