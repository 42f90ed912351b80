import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';

/**
 * Soft margin loss: the logistic loss on targets −1 and 1.
 *
 * The same as `binaryCrossEntropyWithLogits` with targets 0 and 1. Computed as a softplus, it is right for
 * every score; PyTorch's overflows where yTrue · logits is below −89.
 *
 * @param yTrue - −1 or 1, any shape.
 * @param logits - Scores of a 1, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ.
 * @formula \log\left(1 + e^{-y z}\right)
 * @domain Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.
 * @useWhen Targets −1 and 1, and probabilities wanted.
 * @avoidWhen Targets are 0 and 1: binaryCrossEntropyWithLogits is the same loss for those.
 * @example
 * ```ts
 * softMargin(tf.tensor1d([1, -1]), tf.tensor1d([0.5, 2])).dataSync(); // [1.3005]
 * ```
 * @see J. Friedman, T. Hastie and R. Tibshirani, Additive logistic regression: a statistical view of
 *   boosting, 2000, doi:10.1214/aos/1016218223
 */
export const softMargin = defineLoss(
  {
    name: 'softMargin',
    aliases: ['logisticLoss'],
    family: 'margin',
    target: 'signs',
    prediction: 'logits',
    layout: elementwise(
      [
        ['yTrue', '−1 or 1'],
        ['logits', 'scores of a 1'],
      ],
      0,
    ),
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, logits: tf.Tensor) => tf.softplus(tf.neg(tf.mul(yTrue, logits))),
);
