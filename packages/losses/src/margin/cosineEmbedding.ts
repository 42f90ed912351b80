import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { relu } from '../ops/relu.ts';
import { l2NormalizeRows } from '../ops/rows/l2NormalizeRows.ts';

/**
 * Cosine embedding loss: pairs that belong together are to have one direction, the others are to be apart.
 *
 *     1 - cos(first, second)                  if yTrue = 1
 *     max(0, cos(first, second) - margin)     if yTrue = -1
 *
 * with the cosine over the last axis. A target between −1 and 1 mixes the two in proportion; in PyTorch all
 * but −1 and 1 cost nothing. A vector of zeros has the cosine 0 to every other. PyTorch adds 1e-12 to the
 * squared lengths, which changes vectors shorter than 1e-5. The gradient at the edge of the margin is 0.
 *
 * @param yTrue - 1 for pairs that belong together, −1 for the others; the shape of `first` without its last
 *   axis.
 * @param first - Embeddings, shape […, components].
 * @param second - Embeddings to compare with, the shape of `first`.
 * @param options.margin - Cosine up to which a pair that does not belong together costs nothing, −1 to 1.
 *   Default 0.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; from 0 to 2.
 * @throws RangeError if the shapes don't fit or `margin` is out of range.
 * @formula \begin{cases} 1 - \cos(a, b) & y = 1 \\ \max(0, \cos(a, b) - m) & y = -1 \end{cases}
 * @domain Targets are −1 or 1; embeddings are any real numbers.
 * @useWhen Pairs of vectors that belong together or not, compared by direction.
 * @avoidWhen You compare more than pairs: ntXent or supervisedContrastive use the whole batch.
 * @example
 * ```ts
 * cosineEmbedding(tf.tensor1d([1]), tf.tensor2d([[1, 2]]), tf.tensor2d([[2, 1]])).dataSync(); // [0.2]
 * ```
 * @see J. Bromley et al., Signature verification using a "Siamese" time delay neural network, 1993,
 *   doi:10.1142/S0218001493000339
 */
export const cosineEmbedding = defineLoss(
  {
    name: 'cosineEmbedding',
    family: 'margin',
    target: 'signs',
    prediction: 'embeddings',
    layout: rows('components', [
      {
        name: 'yTrue',
        meaning: '1 for pairs that belong together, −1 for the others',
        perElement: 'scalar',
        neutral: 0,
      },
      { name: 'first', meaning: 'embeddings', perElement: 'row', neutral: 1 },
      { name: 'second', meaning: 'embeddings to compare with', perElement: 'row', neutral: 1 },
    ]),
    options: {
      margin: {
        kind: 'number',
        default: 0,
        atLeast: -1,
        atMost: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ margin }, yTrue: tf.Tensor, first: tf.Tensor, second: tf.Tensor) => {
    const cosine = tf.sum(tf.mul(l2NormalizeRows(first), l2NormalizeRows(second)), -1);
    const together = tf.mul(tf.add(1, yTrue), tf.sub(1, cosine));
    const apart = tf.mul(tf.sub(1, yTrue), relu(tf.sub(cosine, margin)));
    return tf.mul(0.5, tf.add(together, apart));
  },
);
