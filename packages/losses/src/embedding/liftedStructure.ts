import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositive, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { meanOverPositives } from '../ops/embeddings/meanOverPositives.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { logSumExpWhere } from '../ops/logSumExpWhere.ts';
import { relu } from '../ops/relu.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';

/**
 * Lifted structure loss: each pair of rows of one label against all rows of other labels that are near either
 * of them.
 *
 *     ½ max(0, log(Σ_n exp(margin - d_n) + Σ_n exp(margin - d_pn)) + d_p)²
 *
 * with d the Euclidean distance to the row, d_pn that of partner and other row, p a row of the same label and
 * n over the rows of other labels; for each row the mean over its partners. Two rows in one place have
 * gradient 0. A row without a partner has no loss: it is 0 and does not count, and it is still one of the
 * others that its neighbours are told from. Without any row of another label the loss is 0. Takes the memory
 * of rows² · components numbers.
 *
 * pytorch-metric-learning has the mean over all pairs: that is this loss with the number of its partners as
 * the weight of each row. It divides embeddings by their lengths before, unless it is told not to.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.margin - By how much other labels should be further away, above 0. Default 1.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in units of the embeddings, squared.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32.
 * @formula \frac{1}{2 |P_i|} \sum_{p \in P_i} \max\Big(0, \log \sum_{n \in N_i} \big(e^{m - d_{in}} + e^{m - d_{pn}}\big) + d_{ip}\Big)^2
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Embeddings by class labels, where a pair is to learn from the whole batch, not from one negative.
 * @avoidWhen Distances are unbounded and batches small: squares let a few far pairs have all the gradient.
 * @example
 * ```ts
 * liftedStructure(tf.tensor1d([5, 5, 9], 'int32'), tf.tensor2d([[0, 0], [0, 2], [3, 0]])).dataSync(); // [0.0948]
 * ```
 * @see H. O. Song et al., Deep Metric Learning via Lifted Structured Feature Embedding, 2016, arXiv:1511.06452
 */
export const liftedStructure = defineLoss(
  {
    name: 'liftedStructure',
    aliases: ['lifted', 'liftedStruct'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositive),
    batchDependent: true,
    options: { ...labelOptions, margin: { kind: 'number', default: 1, above: 0 } },
  },
  ({ margin }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const distances = pairwise(rowDistances.euclidean, embeddings);
    const nearness = logSumExpWhere(tf.relu(tf.neg(pairs)), tf.sub(margin, distances));
    const [ofAnchor, ofPositive] = [tf.expandDims(nearness, 1), tf.expandDims(nearness, 0)];
    const ofBoth = tf.add(ofAnchor, tf.softplus(tf.sub(ofPositive, ofAnchor)));
    return meanOverPositives(pairs, tf.div(tf.square(relu(tf.add(ofBoth, distances))), 2));
  },
);
