import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositiveAndNegative, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { cosineSimilarities } from '../ops/embeddings/cosineSimilarities.ts';
import { logSumExpWhere } from '../ops/logSumExpWhere.ts';

/**
 * Circle loss: cosines within a label are to be above those between labels; the worst are pulled hardest.
 *
 *     log(1 + Σ_p exp(-γ α_p (s_p - (1 - m))) · Σ_n exp(γ α_n (s_n - m)))
 *     α_p = max(0, 1 + m - s_p),  α_n = max(0, s_n + m)
 *
 * with s the cosine to the row, p over the other rows of the same label and n over the rows of other labels.
 * The gradient holds the α constant, as the paper does: they say how hard to pull, not where to. A row
 * without a partner or without a row of another label has no loss: it is 0 and does not count.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.margin - m: cosines of at least 1 − m within a label and at most m between labels are fine.
 *   0 to 1. Default 0.4.
 * @param options.gamma - γ: how sharp the comparison is, above 0. Default 80.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32.
 * @formula \log\Big(1 + \sum_{p \in P_i} e^{-\gamma [1 + m - s_p]_+ (s_p - 1 + m)} \sum_{n \in N_i} e^{\gamma [s_n + m]_+ (s_n - m)}\Big)
 * @domain Labels are integers; embeddings are any real numbers, and their lengths do not matter.
 * @useWhen Embeddings by class labels, where each similarity should pull by how far it is from its goal.
 * @avoidWhen Batches hold one example per class: without positive pairs there is nothing to learn from.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[1, 0], [1, 1], [0, 1]]);
 * circle(tf.tensor1d([5, 5, 9], 'int32'), embeddings, { gamma: 2 }).dataSync(); // [0.74]
 * ```
 * @see Y. Sun et al., Circle Loss: A Unified Perspective of Pair Similarity Optimization, 2020,
 *   arXiv:2002.10857
 */
export const circle = defineLoss(
  {
    name: 'circle',
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositiveAndNegative),
    batchDependent: true,
    options: {
      ...labelOptions,
      margin: {
        kind: 'number',
        default: 0.4,
        atLeast: 0,
        atMost: 1,
      },
      gamma: { kind: 'number', default: 80, above: 0 },
    },
  },
  ({ margin, gamma }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const cosines = cosineSimilarities(embeddings);
    const pullOf = (missing: () => tf.Tensor) => stopGradient([cosines], () => tf.relu(missing()));
    const within = tf.mul(
      pullOf(() => tf.sub(1 + margin, cosines)),
      tf.sub(1 - margin, cosines),
    );
    const between = tf.mul(
      pullOf(() => tf.add(cosines, margin)),
      tf.sub(cosines, margin),
    );
    const ofPartners = logSumExpWhere(tf.relu(pairs), tf.mul(gamma, within));
    const ofOthers = logSumExpWhere(tf.relu(tf.neg(pairs)), tf.mul(gamma, between));
    return tf.softplus(tf.add(ofPartners, ofOthers));
  },
);
