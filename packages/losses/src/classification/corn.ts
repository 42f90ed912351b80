import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { ordinalOptions, ordinalRows } from '../layouts/ordinalRows.ts';
import { bernoulliCost } from '../ops/crossEntropy/bernoulliCost.ts';
import { step } from '../ops/sign.ts';

/**
 * CORN loss, for classes in an order: the class climbs from threshold to threshold, and each logit says whether it
 * goes on, given that it came so far.
 *
 *     -Σ_{k ≤ y} ([y > k] log p_k + [y = k] log(1 - p_k)),  p = sigmoid(logits), k = 0 … K - 2
 *
 * for K classes. Thresholds above the true class have no part in it. The products p_0 · … · p_k are the probabilities
 * of a class above k, which fall with k whatever the logits are, so that the last layer is an ordinary one; the
 * predicted class is the number of products above ½. The loss is minus the log probability of the class.
 *
 * The mean is over rows, as of every loss; coral_pytorch divides by the number of questions asked, Σ min(y + 1,
 * K − 1), which depends on the labels.
 *
 * @param labels - Class ids from 0 to K − 1 in the order of the classes, int32, shape […].
 * @param logits - Log odds of a class above each threshold, given one not below it; shape […, K − 1].
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0, K) makes its
 *   row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_{k=0}^{\min(y, K-2)} \left( [y > k] \log p_k + [y = k] \log (1 - p_k) \right),\quad p_k = \frac{1}{1 + e^{-z_k}}
 * @domain Logits are any real numbers; labels are class ids.
 * @useWhen Classes have an order, and probabilities of them shall add up without a special last layer.
 * @avoidWhen Classes have no order (crossEntropy), or few rows reach the highest of them (coral).
 * @example
 * ```ts
 * corn(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0, 0]])).dataSync(); // [1.3863]
 * ```
 * @see X. Shi, W. Cao and S. Raschka, Deep Neural Networks for Rank-Consistent Ordinal Regression Based On
 *   Conditional Probabilities, 2021, arXiv:2111.08851
 */
export const corn = defineLoss<[labels: tf.Tensor, logits: tf.Tensor], typeof ordinalOptions>(
  {
    name: 'corn',
    family: 'classification',
    target: 'ordinal',
    prediction: 'logits',
    layout: ordinalRows,
    options: ordinalOptions,
    twiceDifferentiable: true,
  },
  (_options, heights: tf.Tensor, logits: tf.Tensor) => {
    const isReached = step(tf.add(heights, 1));
    return tf.sum(tf.mul(isReached, bernoulliCost(step(heights), logits)), -1);
  },
);
