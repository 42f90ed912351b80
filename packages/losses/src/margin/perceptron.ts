import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { relu } from '../ops/relu.ts';

/**
 * Perceptron loss: how far the score is on the wrong side of 0.
 *
 * A `hinge` without a margin. The gradient with respect to the logits is −yTrue where the answer is wrong,
 * else 0, also at a score of 0: a model whose scores are all 0 does not learn.
 *
 * @param yTrue - −1 or 1, any shape.
 * @param logits - Scores of a 1, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of the score.
 * @throws RangeError if the shapes differ.
 * @formula \max(0, -y z)
 * @domain Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.
 * @useWhen Online learning, and to show what a margin is good for.
 * @avoidWhen You want to generalise: hinge asks for a margin as well.
 * @example
 * ```ts
 * perceptron(tf.tensor1d([1, -1]), tf.tensor1d([0.5, 2])).dataSync(); // [1]
 * ```
 * @see F. Rosenblatt, The perceptron: a probabilistic model for information storage and organization in the
 *   brain, 1958, doi:10.1037/h0042519
 */
export const perceptron = defineLoss(
  {
    name: 'perceptron',
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
  (_options, yTrue: tf.Tensor, logits: tf.Tensor) => relu(tf.neg(tf.mul(yTrue, logits))),
);
