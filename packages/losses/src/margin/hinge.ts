import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { relu } from '../ops/relu.ts';

/**
 * Hinge loss: 0 where the score has the right sign and a margin of 1, else the margin violation.
 *
 * The gradient with respect to the logits is −yTrue inside the margin and 0 outside and at its edge. Targets
 * of 0 and 1 are not mapped to −1 and 1, as Keras does where a whole batch has no other: write 2y − 1.
 *
 * @param yTrue - −1 or 1, any shape.
 * @param logits - Scores of a 1, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of the score.
 * @throws RangeError if the shapes differ.
 * @formula \max(0, 1 - y z)
 * @domain Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.
 * @useWhen You want the decision only, with a margin, as a support vector machine does.
 * @avoidWhen You need probabilities: the scores of a hinge have no scale.
 * @example
 * ```ts
 * hinge(tf.tensor1d([1, -1]), tf.tensor1d([0.5, 2])).dataSync(); // [1.75]
 * ```
 * @see C. Cortes and V. Vapnik, Support-vector networks, 1995, doi:10.1007/BF00994018
 */
export const hinge = defineLoss(
  {
    name: 'hinge',
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
  (_options, yTrue: tf.Tensor, logits: tf.Tensor) => relu(tf.sub(1, tf.mul(yTrue, logits))),
);
