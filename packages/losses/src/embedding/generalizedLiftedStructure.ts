import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositiveAndNegative, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { logSumExpWhere } from '../ops/logSumExpWhere.ts';
import { relu } from '../ops/relu.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';

/**
 * Generalized lifted structure loss: the far partners of a row against the near rows of other labels, all at
 * once.
 *
 *     max(0, log Σ_p exp(d_p) + log Σ_n exp(margin - d_n))
 *
 * with d the Euclidean distance to the row, p over the other rows of the same label and n over the rows of
 * other labels: a smooth form of `batchHardTriplet`. Two rows in one place have gradient 0, and so has the
 * edge of the margin. A row without a partner or without a row of another label has no loss: it is 0 and does
 * not count. Takes the memory of rows² · components numbers.
 *
 * pytorch-metric-learning divides embeddings by their lengths before, unless it is told not to.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.margin - By how much other labels should be further away, above 0. Default 1.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in units of the embeddings.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32.
 * @formula \max\Big(0, \log \sum_{p \in P_i} e^{d_{ip}} + \log \sum_{n \in N_i} e^{m - d_{in}}\Big)
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen The hardest triplets are to be learnt from, but not from a single pair each.
 * @avoidWhen Classes differ in size: the loss grows with the logarithm of the number of partners.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[0, 0], [0, 2], [2, 0]]);
 * generalizedLiftedStructure(tf.tensor1d([5, 5, 9], 'int32'), embeddings).dataSync(); // [0.5858]
 * ```
 * @see A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017,
 *   arXiv:1703.07737
 */
export const generalizedLiftedStructure = defineLoss(
  {
    name: 'generalizedLiftedStructure',
    aliases: ['generalizedLifted'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositiveAndNegative),
    batchDependent: true,
    options: { ...labelOptions, margin: { kind: 'number', default: 1, above: 0 } },
  },
  ({ margin }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const distances = pairwise(rowDistances.euclidean, embeddings);
    const ofPositives = logSumExpWhere(tf.relu(pairs), distances);
    const ofNegatives = logSumExpWhere(tf.relu(tf.neg(pairs)), tf.sub(margin, distances));
    return relu(tf.add(ofPositives, ofNegatives));
  },
);
