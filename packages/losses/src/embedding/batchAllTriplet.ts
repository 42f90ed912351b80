import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositiveAndNegative, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { relu } from '../ops/relu.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';
import { safeDivide } from '../ops/safeDivide.ts';
import { step } from '../ops/sign.ts';

/**
 * Batch-all triplet loss: every positive of a row is to be nearer than every negative, by a margin.
 *
 *     mean_{p, n} (d(anchor, p) - d(anchor, n) + margin)   over those above 0
 *
 * with p over the other rows of the same label and n over the rows of other labels: the triplets that are
 * satisfied don't count, as there are ever more of them. The distances by name are over the last axis:
 * `euclidean`, `squaredEuclidean`, `manhattan` and `cosine`, 1 − cos. A function does as well: it gets two
 * tensors of embeddings [rows, 1, components] and [1, rows, components] and returns the distances [rows,
 * rows]. Two rows in one place have gradient 0. The loss of a row all of whose triplets are satisfied is 0
 * and counts. A row without a partner or without a row of another label has no loss: it is 0 and does not
 * count. Takes the memory of rows³ numbers.
 *
 * The mean is over the anchors here, where pytorch-metric-learning has it over all triplets of the batch that
 * violate the margin: that is this loss with their number as the weight of each row.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.margin - By how much a negative should be further away than a positive, above 0. Default 1.
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.
 *   Default `'euclidean'`.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in units of the distance.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32, or for a distance that is neither.
 * @formula \frac{1}{|A_i|} \sum_{(p, n) \in A_i} (d_{ip} - d_{in} + m), \quad A_i = \{p \in P_i, n \in N_i : d_{ip} - d_{in} + m > 0\}
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Embeddings by class labels, and every triplet of the batch is to be learnt from until it is good.
 * @avoidWhen Batches are large: it looks at every triplet of the batch.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[0, 0], [3, 4], [0, 5.5]]);
 * batchAllTriplet(tf.tensor1d([5, 5, 9], 'int32'), embeddings).dataSync(); // [1.5729]
 * ```
 * @see A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017,
 *   arXiv:1703.07737
 */
export const batchAllTriplet = defineLoss(
  {
    name: 'batchAllTriplet',
    aliases: ['batchAll'],
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
  ({ margin, distance }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const isTriplet = tf.mul(tf.expandDims(tf.relu(pairs), 2), tf.expandDims(tf.relu(tf.neg(pairs)), 1));
    const distances = pairwise(distance, embeddings);
    const gaps = tf.sub(tf.expandDims(distances, 2), tf.expandDims(distances, 1));
    const violations = tf.mul(isTriplet, relu(tf.add(gaps, margin)));
    const count = stopGradient([violations], () => tf.sum(step(violations), [1, 2]));
    return safeDivide(tf.sum(violations, [1, 2]), count);
  },
);
