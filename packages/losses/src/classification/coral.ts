import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { ordinalOptions, ordinalRows } from '../layouts/ordinalRows.ts';
import { bernoulliCost } from '../ops/crossEntropy/bernoulliCost.ts';
import { step } from '../ops/sign.ts';

const options = {
  importanceWeights: { kind: 'tensor' },
  ...ordinalOptions,
} as const;

/**
 * CORAL loss, for classes in an order: between K classes lie K − 1 thresholds, and each of them is a yes-or-no
 * question of its own, whether the class is above it.
 *
 *     -Σ_k λ_k ([y > k] log p_k + [y ≤ k] log(1 - p_k)),  p = sigmoid(logits), k = 0 … K - 2
 *
 * The farther a prediction is from the true class, the more thresholds it has wrong. The last layer of the paper
 * gives all thresholds the same weights and each a bias of its own, so that p can only fall with k; this loss
 * doesn't ask for it. The predicted class is the number of p above ½.
 *
 * @param labels - Class ids from 0 to K − 1 in the order of the classes, int32, shape […].
 * @param logits - Log odds of a class above each threshold, shape […, K − 1].
 * @param options.importanceWeights - One weight λ ≥ 0 per threshold; factors of the loss, which no mean divides by.
 *   Default all 1.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0, K) makes its
 *   row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_{k=0}^{K-2} \lambda_k \left( [y > k] \log p_k + [y \le k] \log (1 - p_k) \right),\quad p_k = \frac{1}{1 + e^{-z_k}}
 * @domain Logits are any real numbers; labels are class ids.
 * @useWhen Classes have an order, such as ratings or grades, and a near miss is better than a far one.
 * @avoidWhen Classes have no order (crossEntropy), or the last layer has weights per threshold (corn).
 * @example
 * ```ts
 * coral(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0, 0]])).dataSync(); // [2.0794]
 * ```
 * @see W. Cao, V. Mirjalili and S. Raschka, Rank consistent ordinal regression for neural networks with application
 *   to age estimation, 2020, doi:10.1016/j.patrec.2020.11.008, arXiv:1901.07884
 */
export const coral = defineLoss<[labels: tf.Tensor, logits: tf.Tensor], typeof options>(
  {
    name: 'coral',
    family: 'classification',
    target: 'ordinal',
    prediction: 'logits',
    layout: ordinalRows,
    options,
    twiceDifferentiable: true,
  },
  ({ importanceWeights }, heights: tf.Tensor, logits: tf.Tensor) => {
    const costs = bernoulliCost(step(heights), logits);
    return tf.sum(importanceWeights ? tf.mul(costs, importanceWeights) : costs, -1);
  },
);
