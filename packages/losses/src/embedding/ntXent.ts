import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositive, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { cosineSimilarities } from '../ops/embeddings/cosineSimilarities.ts';
import { meanTupletLoss } from '../ops/embeddings/meanTupletLoss.ts';

/**
 * Normalised temperature-scaled cross-entropy, the loss of SimCLR: each row is to recognise its partner among
 * the rows of other labels.
 *
 *     - log( exp(s_p) / (exp(s_p) + Σ_n exp(s_n)) )
 *
 * with s the cosine to the row divided by `temperature`, p a row of the same label and n over all rows of
 * other labels; for each row the mean over its partners. In SimCLR the two views of a picture share a label,
 * and each row has one partner. A row without a partner has no loss: it is 0 and does not count, and it is
 * still one of the others that its neighbours are told from. Without any row of another label the loss is 0.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.temperature - What the cosines are divided by, above 0. Default 0.07.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes don't fit or `temperature` is out of range; TypeError for labels that are
 *   not int32.
 * @formula -\frac{1}{|P_i|} \sum_{p \in P_i} \log \frac{e^{s_{ip}}}{e^{s_{ip}} + \sum_{n \in N_i} e^{s_{in}}}, \quad s = \frac{\cos}{\tau}
 * @domain Labels are integers; embeddings are any real numbers, and their lengths do not matter.
 * @useWhen Two views of each example and no labels (SimCLR), or labels with few examples each.
 * @avoidWhen Batches are small: the others of the batch are its negatives.
 * @example
 * ```ts
 * ntXent(tf.tensor1d([5, 5, 9], 'int32'), tf.tensor2d([[1, 0], [1, 1], [0, 1]]), { temperature: 0.5 }).dataSync(); // [0.4554]
 * ```
 * @see T. Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, 2020,
 *   arXiv:2002.05709
 */
export const ntXent = defineLoss(
  {
    name: 'ntXent',
    aliases: ['infoNce', 'simclr'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositive),
    batchDependent: true,
    options: {
      ...labelOptions,
      temperature: {
        kind: 'number',
        default: 0.07,
        above: 0,
      },
    },
  },
  ({ temperature }, pairs: tf.Tensor, embeddings: tf.Tensor) =>
    meanTupletLoss(pairs, tf.div(cosineSimilarities(embeddings), temperature)),
);
