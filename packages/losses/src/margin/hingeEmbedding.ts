import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { relu } from '../ops/relu.ts';

/**
 * Hinge embedding loss: pulls pairs that belong together to distance 0 and pushes the others beyond a margin.
 *
 *     distances                      if yTrue = 1
 *     max(0, margin - distances)     if yTrue = -1
 *
 * A target between −1 and 1 mixes the two in proportion; PyTorch adds both for anything but −1 and 1. The
 * gradient at the edge of the margin is 0.
 *
 * @param yTrue - 1 for pairs that belong together, −1 for the others; any shape.
 * @param distances - Distances of the pairs, the shape of `yTrue`.
 * @param options.margin - Distance from which on a pair that does not belong together costs nothing. Default
 *   1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of the distance.
 * @throws RangeError if the shapes differ or `margin` is not a finite number.
 * @formula \begin{cases} d & y = 1 \\ \max(0, m - d) & y = -1 \end{cases}
 * @domain Targets are −1 or 1; distances are any real numbers, usually at least 0.
 * @useWhen Distances of pairs that are alike or not are already computed.
 * @avoidWhen You have the embeddings themselves: contrastive and tripletMargin take those.
 * @example
 * ```ts
 * hingeEmbedding(tf.tensor1d([1, -1, -1]), tf.tensor1d([0.3, 0.3, 1.5])).dataSync(); // [0.3333]
 * ```
 * @see R. Hadsell, S. Chopra and Y. LeCun, Dimensionality Reduction by Learning an Invariant Mapping, 2006,
 *   doi:10.1109/CVPR.2006.100
 */
export const hingeEmbedding = defineLoss(
  {
    name: 'hingeEmbedding',
    family: 'margin',
    target: 'signs',
    prediction: 'distances',
    layout: elementwise(
      [
        ['yTrue', '1 for pairs that belong together, −1 for the others'],
        ['distances', 'distances of the pairs'],
      ],
      0,
    ),
    options: {
      margin: {
        kind: 'number',
        default: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ margin }, yTrue: tf.Tensor, distances: tf.Tensor) => {
    const together = tf.mul(tf.add(1, yTrue), distances);
    const apart = tf.mul(tf.sub(1, yTrue), relu(tf.sub(margin, distances)));
    return tf.mul(0.5, tf.add(together, apart));
  },
);
