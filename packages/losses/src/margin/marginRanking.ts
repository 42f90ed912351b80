import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { relu } from '../ops/relu.ts';

/**
 * Margin ranking loss: the score that should be the higher one is to be higher by a margin.
 *
 * The gradient at the edge of the margin is 0; with the default margin of 0 that is where both scores are
 * equal, so a model that scores everything alike does not learn.
 *
 * @param yTrue - 1 where `first` should be higher, −1 where `second` should; any shape.
 * @param first - Scores, the shape of `yTrue`.
 * @param second - Scores to compare with, the shape of `yTrue`.
 * @param options.margin - By how much the right one should be higher, in units of the scores. Default 0.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of the scores.
 * @throws RangeError if the shapes differ or `margin` is not a finite number.
 * @formula \max(0, m - y\,(a - b))
 * @domain Targets are −1 or 1; scores are any real numbers.
 * @useWhen It is known which of two scores should be the higher one, and nothing else.
 * @avoidWhen Whole lists are known: pairwiseHinge and rankingSoftmax use them at once.
 * @example
 * ```ts
 * marginRanking(tf.tensor1d([1, -1]), tf.tensor1d([2, 2]), tf.tensor1d([1.5, 1])).dataSync(); // [0.5]
 * ```
 * @see R. Herbrich, T. Graepel and K. Obermayer, Support vector learning for ordinal regression, 1999,
 *   doi:10.1049/cp:19991091
 */
export const marginRanking = defineLoss(
  {
    name: 'marginRanking',
    family: 'margin',
    target: 'signs',
    prediction: 'scores',
    layout: elementwise(
      [
        ['yTrue', '1 where the first should be higher, −1 where the second should'],
        ['first', 'scores'],
        ['second', 'scores to compare with'],
      ],
      0,
    ),
    options: {
      margin: {
        kind: 'number',
        default: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ margin }, yTrue: tf.Tensor, first: tf.Tensor, second: tf.Tensor) =>
    relu(tf.sub(margin, tf.mul(yTrue, tf.sub(first, second)))),
);
