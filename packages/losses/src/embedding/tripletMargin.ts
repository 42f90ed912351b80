import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { abs } from '../ops/abs.ts';
import { relu } from '../ops/relu.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';
import { rowLengths } from '../ops/rows/rowLengths.ts';

/**
 * Added to every component of a difference, as in PyTorch: √ has a finite slope where two embeddings are the
 * same.
 */
const EPSILON = 1e-6;

function difference(first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  return tf.add(tf.sub(first, second), EPSILON);
}

const distances = {
  ...rowDistances,
  euclidean: (first: tf.Tensor, second: tf.Tensor) => rowLengths(difference(first, second)),
  manhattan: (first: tf.Tensor, second: tf.Tensor) => tf.sum(abs(difference(first, second)), -1),
};

/** The smaller of two numbers; of equal ones the first has the gradient. */
function smaller(first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  return tf.sub(first, relu(tf.sub(first, second)));
}

/**
 * Triplet margin loss: the anchor is to be nearer to the positive than to the negative, by a margin.
 *
 *     max(0, d(anchor, positive) - d(anchor, negative) + margin)
 *
 * row by row. The distances by name are over the last axis: `euclidean` and `manhattan`, both with 1e-6 added
 * to each component of the difference as in PyTorch, `squaredEuclidean`, and `cosine`, 1 − cos. A function of
 * two tensors […, components] that returns their distances […] does as well. With `swap` a negative that is
 * nearer to the positive than to the anchor counts by that distance. The gradient at the edge of the margin
 * is 0.
 *
 * @param anchor - Embeddings, shape […, components].
 * @param positive - Embeddings that belong to the anchors, the shape of `anchor`.
 * @param negative - Embeddings that don't, the shape of `anchor`.
 * @param options.margin - By how much the negative should be further away, above 0. Default 1.
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.
 *   Default `'euclidean'`.
 * @param options.swap - Whether the distance of the negative is the smaller of those to anchor and positive.
 *   Default false.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in units of the distance.
 * @throws RangeError if the shapes differ or an option is out of range; TypeError for a distance that is
 *   neither.
 * @formula \max(0, d(a, p) - d(a, n) + m)
 * @domain All real numbers.
 * @useWhen It is known what is nearer to what: an anchor, one alike and one that is not.
 * @avoidWhen Triplets are drawn at random: soon nearly all of them are satisfied and teach nothing.
 * @example
 * ```ts
 * tripletMargin(tf.tensor2d([[0, 0]]), tf.tensor2d([[3, 4]]), tf.tensor2d([[0, 5.5]])).dataSync(); // [0.5]
 * ```
 * @see V. Balntas et al., Learning local feature descriptors with triplets and shallow convolutional neural
 *   networks, 2016, doi:10.5244/C.30.119
 */
export const tripletMargin = defineLoss(
  {
    name: 'tripletMargin',
    aliases: ['triplet', 'tripletMarginWithDistance'],
    family: 'embedding',
    target: 'vectors',
    prediction: 'embeddings',
    layout: rows('components', [
      { name: 'anchor', meaning: 'embeddings', perElement: 'row', neutral: 0 },
      { name: 'positive', meaning: 'embeddings that belong to the anchors', perElement: 'row', neutral: 0 },
      { name: 'negative', meaning: "embeddings that don't", perElement: 'row', neutral: 0 },
    ]),
    options: {
      margin: {
        kind: 'number',
        default: 1,
        above: 0,
      },
      distance: {
        kind: 'function',
        default: 'euclidean',
        named: distances,
      },
      swap: {
        kind: 'boolean',
        default: false,
      },
    },
    twiceDifferentiable: true,
  },
  ({ margin, distance, swap }, anchor: tf.Tensor, positive: tf.Tensor, negative: tf.Tensor) => {
    const toNegative = distance(anchor, negative);
    const nearest = swap ? smaller(toNegative, distance(positive, negative)) : toNegative;
    return relu(tf.add(tf.sub(distance(anchor, positive), nearest), margin));
  },
);
