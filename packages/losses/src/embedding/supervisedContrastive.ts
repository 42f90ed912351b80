import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositive, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { cosineSimilarities } from '../ops/embeddings/cosineSimilarities.ts';
import { logSumExpWhere } from '../ops/logSumExpWhere.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * Supervised contrastive loss: each row is to recognise all rows of its label among all other rows.
 *
 *     - mean_p log( exp(s_p) / Σ_a exp(s_a) )
 *
 * with s the cosine to the row divided by `temperature`, p over the other rows of the same label and a over
 * all other rows: L_out of the paper, with the mean outside of the logarithm. Unlike in `ntXent` the partners
 * compete with each other, so that the loss of a row with k partners is at least log k. A row without a
 * partner has no loss: it is 0 and does not count, and it is still one of the others that its neighbours are
 * told from. In a batch of one label the partners are all others, so that the loss is still log k or more.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.temperature - What the cosines are divided by, above 0. Default 0.1.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes don't fit or `temperature` is out of range; TypeError for labels that are
 *   not int32.
 * @formula -\frac{1}{|P_i|} \sum_{p \in P_i} \log \frac{e^{s_{ip}}}{\sum_{a \ne i} e^{s_{ia}}}, \quad s = \frac{\cos}{\tau}
 * @domain Labels are integers; embeddings are any real numbers, and their lengths do not matter.
 * @useWhen Embeddings by class labels with several examples of each class in a batch.
 * @avoidWhen Batches hold one example per class, or no classifier follows on top.
 * @example
 * ```ts
 * const embeddings = tf.tensor2d([[1, 0], [1, 1], [0, 1]]);
 * supervisedContrastive(tf.tensor1d([5, 5, 9], 'int32'), embeddings, { temperature: 0.5 }).dataSync(); // [0.4554]
 * ```
 * @see P. Khosla et al., Supervised Contrastive Learning, 2020, arXiv:2004.11362
 */
export const supervisedContrastive = defineLoss(
  {
    name: 'supervisedContrastive',
    aliases: ['supCon'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositive),
    batchDependent: true,
    options: {
      ...labelOptions,
      temperature: {
        kind: 'number',
        default: 0.1,
        above: 0,
      },
    },
  },
  ({ temperature }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const partners = tf.relu(pairs);
    const scores = tf.div(cosineSimilarities(embeddings), temperature);
    // On wasm −1 would be 255 as a truth value, and the gradient 255 times as large.
    const isPair = tf.abs(pairs);
    const ofAll = tf.expandDims(logSumExpWhere(isPair, scores), -1);
    const negativeLogLikelihoods = tf.mul(partners, tf.sub(ofAll, scores));
    const count = tf.sum(partners, -1);
    return safeDivide(tf.sum(negativeLogLikelihoods, -1), count);
  },
);
