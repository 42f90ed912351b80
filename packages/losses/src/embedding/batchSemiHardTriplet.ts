import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositiveAndNegative, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { meanOverPositives } from '../ops/embeddings/meanOverPositives.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { semiHardNegatives } from '../ops/embeddings/semiHardNegatives.ts';
import { relu } from '../ops/relu.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';
import { takeAlongRows } from '../ops/rows/takeAlongRows.ts';

/**
 * Semi-hard triplet loss: each positive of a row is to be nearer, by a margin, than the nearest negative beyond
 * it.
 *
 *     mean_p max(0, d(anchor, p) - d(anchor, n_p) + margin)
 *
 * with p over the other rows of the same label, and n_p the nearest row of another label with d(anchor, n) >
 * d(anchor, p); where there is none, the furthest row of another label. The distances by name are over the
 * last axis: `euclidean`, `squaredEuclidean`, `manhattan` and `cosine`, 1 − cos. A function does as well: it
 * gets two tensors of embeddings [rows, 1, components] and [1, rows, components] and returns the distances
 * [rows, rows]. FaceNet compares squared distances of embeddings of length 1: divide them by their lengths
 * before, or take `cosine`, which is half of that. Of equally far negatives the first has the gradient; two
 * rows in one place have gradient 0, and so has the edge of the margin. A row without a partner or without a
 * row of another label has no loss: it is 0 and does not count. Takes the memory of rows³ numbers.
 *
 * The mean is over the anchors here, where TF Addons has it over all pairs of an anchor and a positive: that
 * is this loss with the number of its positives as the weight of each row. Its default is the squared
 * distance.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.margin - By how much the negative should be further away, above 0. Default 1.
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.
 *   Default `'euclidean'`.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in units of the distance.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32, or for a distance that is neither.
 * @formula \frac{1}{|P_i|} \sum_{p \in P_i} \max(0, d_{ip} - d_{in_p} + m), \quad n_p = \arg\min_{n \in N_i,\, d_{in} > d_{ip}} d_{in}
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Embeddings by class labels, where training on the hardest negatives collapses to one point.
 * @avoidWhen Batches are large: it looks at every triplet of the batch.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[0, 0], [3, 4], [0, 5.5]]);
 * batchSemiHardTriplet(tf.tensor1d([5, 5, 9], 'int32'), embeddings).dataSync(); // [1.5729]
 * ```
 * @see F. Schroff, D. Kalenichenko and J. Philbin, FaceNet: A Unified Embedding for Face Recognition and
 *   Clustering, 2015, arXiv:1503.03832
 */
export const batchSemiHardTriplet = defineLoss(
  {
    name: 'batchSemiHardTriplet',
    aliases: ['tripletSemihard', 'batchSemiHard'],
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
    const distances = pairwise(distance, embeddings);
    const negatives = semiHardNegatives(tf.relu(tf.neg(pairs)), distances);
    const toNegatives = takeAlongRows(tf.expandDims(distances, 1), negatives);
    const violations = relu(tf.add(tf.sub(distances, toNegatives), margin));
    return meanOverPositives(pairs, violations);
  },
);
