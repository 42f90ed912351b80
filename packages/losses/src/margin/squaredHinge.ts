import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { relu } from '../ops/relu.ts';

/**
 * Squared hinge loss: the squared margin violation.
 *
 * Smooth, unlike `hinge`: the gradient is 0 at the edge of the margin. Targets of 0 and 1 are not mapped to
 * −1 and 1, as Keras does where a whole batch has no other: write 2y − 1.
 *
 * @param yTrue - −1 or 1, any shape.
 * @param logits - Scores of a 1, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in squared units of the score.
 * @throws RangeError if the shapes differ.
 * @formula \max(0, 1 - y z)^2
 * @domain Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.
 * @useWhen A hinge that is smooth at the margin.
 * @avoidWhen Labels are noisy: a wrong one far out counts squared.
 * @example
 * ```ts
 * squaredHinge(tf.tensor1d([1, -1]), tf.tensor1d([0.5, 2])).dataSync(); // [4.625]
 * ```
 * @see C.-J. Hsieh et al., A dual coordinate descent method for large-scale linear SVM, 2008,
 *   doi:10.1145/1390156.1390208
 */
export const squaredHinge = defineLoss(
  {
    name: 'squaredHinge',
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
  (_options, yTrue: tf.Tensor, logits: tf.Tensor) => tf.square(relu(tf.sub(1, tf.mul(yTrue, logits)))),
);
