import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { hasPair, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { relu } from '../ops/relu.ts';
import { rowLengths } from '../ops/rows/rowLengths.ts';
import { safeDivide } from '../ops/safeDivide.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Contrastive loss: rows of one label are to be in one place, rows of two labels a margin apart.
 *
 *     ½ d²                    for two rows of one label
 *     ½ max(0, margin - d)²   for two rows of two labels
 *
 * with d the Euclidean distance; for each row the mean over all other rows of the batch, so that the mean
 * over the rows is that over all pairs. A row that is alone has no loss: it is 0 and does not count. Two rows
 * of two labels in the same place cost the most and have gradient 0: no direction is better than another.
 * Takes the memory of rows² · components numbers.
 *
 * The loss of a row is that of the row as the anchor: its weight is that of this loss and does not change
 * what the row is to others. Only weight 0 and mask false take it out of the batch for all of them.
 *
 * @param labels - An integer per row, int32; rows with the same one belong together.
 * @param embeddings - One row per label, shape […, components].
 * @param options.margin - Distance from which on rows of two labels cost nothing, above 0. Default 1.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @returns Scalar, or the shape of `labels` with `reduction: 'none'`; in units of the embeddings, squared.
 * @throws RangeError if the shapes don't fit or `margin` is out of range; TypeError for labels that are not
 *   int32.
 * @formula \frac{1}{n - 1} \sum_{j \ne i} \frac12 \begin{cases} d_{ij}^2 & y_i = y_j \\ \max(0, m - d_{ij})^2 & y_i \ne y_j \end{cases}
 * @domain Labels are integers; embeddings are any real numbers.
 * @useWhen Pairs that are alike or not, and distances that shall mean something.
 * @avoidWhen You need an order only: tripletMargin does not force alike things onto one point.
 * @example
 * ```ts
 * contrastive(tf.tensor1d([5, 5, 9], 'int32'), tf.tensor2d([[0, 0], [0, 0.5], [0.5, 0]])).dataSync(); // [0.0976]
 * ```
 * @see R. Hadsell, S. Chopra and Y. LeCun, Dimensionality Reduction by Learning an Invariant Mapping, 2006,
 *   doi:10.1109/CVPR.2006.100
 */
export const contrastive = defineLoss(
  {
    name: 'contrastive',
    aliases: ['pairwiseContrastive'],
    family: 'embedding',
    target: 'groups',
    prediction: 'embeddings',
    layout: labelledEmbeddings(hasPair),
    batchDependent: true,
    options: {
      ...labelOptions,
      margin: {
        kind: 'number',
        default: 1,
        above: 0,
      },
    },
  },
  ({ margin }, pairs: tf.Tensor, embeddings: tf.Tensor) => {
    const differences = pairwise(tf.sub, embeddings);
    const squares = tf.sum(tf.square(differences), -1);
    const missing = tf.square(relu(tf.sub(margin, rowLengths(differences))));
    const costs = tf.add(zeroSafeMultiply(tf.relu(pairs), squares), tf.mul(tf.relu(tf.neg(pairs)), missing));
    return safeDivide(tf.sum(costs, -1), tf.mul(2, tf.sum(tf.abs(pairs), -1)));
  },
);
