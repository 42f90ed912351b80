import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositive, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { meanTupletLoss } from '../ops/embeddings/meanTupletLoss.ts';
import { squarable } from '../ops/squarable.ts';

/**
 * N-pairs loss: the product of a row with its partner is to be above those with all rows of other labels.
 *
 *     log(1 + Σ_n exp(x · x_n - x · x_p))
 *
 * with p a row of the same label and n over all rows of other labels; for each row the mean over its
 * partners. The lengths of the embeddings count: long ones make the comparison sharp, and `l2Penalty` of the
 * paper keeps them short. A row without a partner has no loss: it is 0 and does not count, and it is still
 * one of the others that its neighbours are told from. Without any row of another label the loss is 0.
 * Components beyond ±1e13 count as that.
 *
 * The paper and pytorch-metric-learning make batches of N pairs, in which one row of each pair is the anchor
 * and the other ones are positives and negatives. Here each row is an anchor, and every row of another label
 * a negative, so that any batch will do.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes don't fit; TypeError for labels that are not int32.
 * @formula \frac{1}{|P_i|} \sum_{p \in P_i} \log\Big(1 + \sum_{n \in N_i} e^{x_i \cdot x_n - x_i \cdot x_p}\Big)
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Embeddings by class labels that are compared by their products, with many classes in a batch.
 * @avoidWhen Rows are compared by their cosines: ntXent is this loss with those, and a temperature.
 * @example
 * ```ts
 * nPairs(tf.tensor1d([5, 5, 9], 'int32'), tf.tensor2d([[1, 0], [1, 1], [0, 2]])).dataSync(); // [0.8133]
 * ```
 * @see K. Sohn, Improved Deep Metric Learning with Multi-class N-pair Loss Objective, 2016,
 *   doi:10.5555/3157096.3157304
 */
export const nPairs = defineLoss(
  {
    name: 'nPairs',
    aliases: ['nPair'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositive),
    batchDependent: true,
    options: labelOptions,
  },
  (_options, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const rows = squarable(embeddings);
    return meanTupletLoss(pairs, tf.matMul(rows, rows, false, true));
  },
);
