import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPair, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { cosineSimilarities } from '../ops/embeddings/cosineSimilarities.ts';
import { logSumExpWhere } from '../ops/logSumExpWhere.ts';

/**
 * Multi-similarity loss: cosines within a label are to be above `base`, those between labels below; the
 * hardest pairs of a row count most.
 *
 *     1/α log(1 + Σ_p exp(-α (s_p - base))) + 1/β log(1 + Σ_n exp(β (s_n - base)))
 *
 * with s the cosine to the row, p over the other rows of the same label and n over the rows of other labels.
 * A row that is alone has no loss: it is 0 and does not count. The paper picks pairs before it weights them;
 * here, as in pytorch-metric-learning, the weighting has them all.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.alpha - α: how sharply the positives are told apart, above 0. Default 2.
 * @param options.beta - β: how sharply the negatives are told apart, above 0. Default 50.
 * @param options.base - The cosine that divides positives from negatives, −1 to 1. Default 0.5.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32.
 * @formula \frac1\alpha \log\Big(1 + \sum_{p \in P_i} e^{-\alpha (s_{ip} - \lambda)}\Big) + \frac1\beta \log\Big(1 + \sum_{n \in N_i} e^{\beta (s_{in} - \lambda)}\Big)
 * @domain Labels are integers; embeddings are any real numbers, and their lengths do not matter.
 * @useWhen Embeddings by class labels for retrieval, in batches with several examples of each class.
 * @avoidWhen The cosine that pairs are to have is not known: `base` is a threshold for all of them.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[1, 0], [1, 1], [0, 1]]);
 * multiSimilarity(tf.tensor1d([5, 5, 9], 'int32'), embeddings).dataSync(); // [0.3072]
 * ```
 * @see X. Wang et al., Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning, 2019,
 *   arXiv:1904.06627
 */
export const multiSimilarity = defineLoss(
  {
    name: 'multiSimilarity',
    aliases: ['ms'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPair),
    batchDependent: true,
    options: {
      ...labelOptions,
      alpha: { kind: 'number', default: 2, above: 0 },
      beta: { kind: 'number', default: 50, above: 0 },
      base: { kind: 'number', default: 0.5, atLeast: -1, atMost: 1 },
    },
  },
  ({ alpha, beta, base }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const excess = tf.sub(cosineSimilarities(embeddings), base);
    const ofPositives = logSumExpWhere(tf.relu(pairs), tf.mul(-alpha, excess));
    const ofNegatives = logSumExpWhere(tf.relu(tf.neg(pairs)), tf.mul(beta, excess));
    return tf.add(tf.div(tf.softplus(ofPositives), alpha), tf.div(tf.softplus(ofNegatives), beta));
  },
);
