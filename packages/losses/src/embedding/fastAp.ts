import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositive, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { abs } from '../ops/abs.ts';
import { cosineSimilarities } from '../ops/embeddings/cosineSimilarities.ts';
import { relu } from '../ops/relu.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * FastAP: one minus the average precision with which a row finds the rows of its label, from histograms of
 * its distances.
 *
 *     1 - 1 / |P| Σ_k h_k H_k / (H_k + G_k)
 *
 * with h_k how many rows of the label lie in bin k, H_k how many up to it, and G_k how many rows of other
 * labels. The bins divide the squared distances of embeddings of length 1, 0 to 4; a row counts for the two
 * edges next to it by how near it is to them. At an edge the gradient is 0. A row without a partner has no
 * loss: it is 0 and does not count, and it is still one of the others that its neighbours are told from.
 * Takes the memory of rows² · bins numbers.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.bins - How many parts the range of distances has, at least 1. Default 10.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; 0 to 1.
 * @throws RangeError if the shapes don't fit or `bins` is out of range; TypeError for labels that are not
 *   int32.
 * @formula 1 - \frac{1}{|P_i|} \sum_k \frac{h_k^+ H_k^+}{H_k}
 * @domain Labels are integers; embeddings are any real numbers, and their lengths do not matter.
 * @useWhen What is judged is the order of a retrieval, and batches are large.
 * @avoidWhen Batches hold few rows of each label: the precision of a handful of rows is a matter of chance.
 * @example
 * ```ts
 * fastAp(tf.tensor1d([5, 5, 9], 'int32'), tf.tensor2d([[1, 0], [1, 1], [0, 1]])).dataSync(); // [0.25]
 * ```
 * @see F. Cakir et al., Deep Metric Learning to Rank, 2019, doi:10.1109/CVPR.2019.00196
 */
export const fastAp = defineLoss(
  {
    name: 'fastAp',
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositive),
    batchDependent: true,
    options: {
      ...labelOptions,
      bins: { kind: 'number', default: 10, atLeast: 1, integer: true },
    },
  },
  ({ bins }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    // In bins from the first edge: squared distances of unit rows are 2 − 2 cos, out of 4.
    const places = tf.mul(tf.sub(1, cosineSimilarities(embeddings)), bins / 2);
    const toEdges = abs(tf.sub(tf.expandDims(places, -1), tf.range(0, bins + 1)));
    const shares = relu(tf.sub(1, toEdges));
    const histogram = (chosen: tf.Tensor) => tf.sum(tf.mul(tf.expandDims(chosen, -1), shares), 1);
    const ofPositives = histogram(tf.relu(pairs));
    const positivesUpTo = tf.cumsum(ofPositives, 1);
    const allUpTo = tf.add(positivesUpTo, tf.cumsum(histogram(tf.relu(tf.neg(pairs))), 1));
    const precisions = safeDivide(tf.mul(ofPositives, positivesUpTo), allUpTo);
    return tf.sub(1, safeDivide(tf.sum(precisions, -1), tf.sum(tf.relu(pairs), -1)));
  },
);
