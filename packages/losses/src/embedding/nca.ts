import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPositive, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { logSumExpWhere } from '../ops/logSumExpWhere.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';
import { squarable } from '../ops/squarable.ts';

/**
 * Neighbourhood components analysis: a neighbour of the row that is drawn at random, near ones rather than
 * far ones, is to have its label.
 *
 *     - log( Σ_p exp(-scale d_p²) / (Σ_p exp(-scale d_p²) + Σ_n exp(-scale d_n²)) )
 *
 * with d the Euclidean distance to the row, p over the other rows of the same label and n over the rows of
 * other labels. One near partner is enough, so that a class may lie in several places. A row without a
 * partner has no loss: it is 0 and does not count, and it is still one of the others that its neighbours are
 * told from. Without any row of another label the loss is 0. Components beyond ±1e13 count as that. Takes the
 * memory of rows² · components numbers.
 *
 * pytorch-metric-learning divides embeddings by their lengths before, unless it is told not to.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.softmaxScale - What the squared distances are multiplied by, above 0: how near a neighbour
 *   has to be. Default 1.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for labels that are not
 *   int32.
 * @formula -\log \frac{\sum_{p \in P_i} e^{-\alpha d_{ip}^2}}{\sum_{j \ne i} e^{-\alpha d_{ij}^2}}
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Embeddings that a nearest-neighbour classifier is to use, of classes that have several forms.
 * @avoidWhen Distances start out large: beyond a few units the nearest neighbour alone has a gradient.
 * @example
 * ```ts
 * nca(tf.tensor1d([5, 5, 9], 'int32'), tf.tensor2d([[0, 0], [0, 0.5], [0.5, 0]])).dataSync(); // [0.6345]
 * ```
 * @see J. Goldberger et al., Neighbourhood Components Analysis, 2004, doi:10.5555/2976040.2976105
 */
export const nca = defineLoss(
  {
    name: 'nca',
    aliases: ['neighbourhoodComponentsAnalysis'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPositive),
    batchDependent: true,
    options: { ...labelOptions, softmaxScale: { kind: 'number', default: 1, above: 0 } },
  },
  ({ softmaxScale }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const squares = pairwise(rowDistances.squaredEuclidean, squarable(embeddings));
    const scores = tf.mul(-softmaxScale, squares);
    const ofPositives = logSumExpWhere(tf.relu(pairs), scores);
    const ofNegatives = logSumExpWhere(tf.relu(tf.neg(pairs)), scores);
    return tf.softplus(tf.sub(ofNegatives, ofPositives));
  },
);
