import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositive, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { cosineSimilarities } from '../ops/embeddings/cosineSimilarities.ts';
import { meanOverPositives } from '../ops/embeddings/meanOverPositives.ts';
import { logSumExpWhere } from '../ops/logSumExpWhere.ts';

/**
 * Angular loss: in the triangle of a row, its partner and a row of another label, the angle at the latter is
 * to be small.
 *
 *     log(1 + Σ_n exp(4 tan²α (s_n + s_pn) - 2 (1 + tan²α) s_p))
 *
 * with s the cosine to the row, s_pn that of partner and other row, p a row of the same label and n over the
 * rows of other labels; for each row the mean over its partners. A row without a partner has no loss: it is 0
 * and does not count, and it is still one of the others that its neighbours are told from. Without any row of
 * another label the loss is 0. Takes the memory of rows³ numbers.
 *
 * pytorch-metric-learning has the mean over all pairs: that is this loss with the number of its partners as
 * the weight of each row. There the other rows keep their lengths, which the paper sets to 1, as it is here.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.alpha - α: what the angle is to stay below, in degrees, between 0 and 90. Default 40.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32.
 * @formula \frac{1}{|P_i|} \sum_{p \in P_i} \log\Big(1 + \sum_{n \in N_i} e^{4 \tan^2\!\alpha\, (s_{in} + s_{pn}) - 2 (1 + \tan^2\!\alpha) s_{ip}}\Big)
 * @domain Labels are integers; embeddings are any real numbers, and their lengths do not matter.
 * @useWhen Classes are spread unequally: an angle says the same for tight and for wide ones.
 * @avoidWhen Batches are large: it looks at every triplet of the batch.
 * @example
 * ```ts
 * angular(tf.tensor1d([5, 5, 9], 'int32'), tf.tensor2d([[1, 0], [1, 1], [0, 1]])).dataSync(); // [0.5056]
 * ```
 * @see J. Wang et al., Deep Metric Learning with Angular Loss, 2017, arXiv:1708.01682
 */
export const angular = defineLoss(
  {
    name: 'angular',
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositive),
    batchDependent: true,
    options: { ...labelOptions, alpha: { kind: 'number', default: 40, above: 0, below: 90 } },
  },
  ({ alpha }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const squaredTangent = Math.tan((alpha * Math.PI) / 180) ** 2;
    const cosines = cosineSimilarities(embeddings);
    const ofBoth = tf.add(tf.expandDims(cosines, 1), tf.expandDims(cosines, 0));
    const isNegative = tf.expandDims(tf.relu(tf.neg(pairs)), 1);
    const ofNegatives = logSumExpWhere(isNegative, tf.mul(4 * squaredTangent, ofBoth));
    const ofPositives = tf.mul(2 * (1 + squaredTangent), cosines);
    return meanOverPositives(pairs, tf.softplus(tf.sub(ofNegatives, ofPositives)));
  },
);
