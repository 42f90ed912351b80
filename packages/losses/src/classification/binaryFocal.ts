import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { exp } from '../ops/exp.ts';

/**
 * Binary focal loss on logits: binary cross-entropy in which examples that are already right count little.
 *
 * With p = sigmoid(x), per element:
 *
 *     -(alpha · y (1 - p)^gamma log p + (1 - alpha) · (1 - y) p^gamma log(1 - p))
 *
 * Both factors are 1 without `alpha`. Powers are taken in log space, so the gradient is finite for gamma < 1
 * too. The loss is linear in y; torchvision and Optax raise the expected error instead, which is the same for
 * 0 and 1 only.
 *
 * @param yTrue - 0 or 1, or a probability between; any shape.
 * @param logits - Log odds of a 1, the shape of `yTrue`.
 * @param options.gamma - How strongly well classified examples are down-weighted; ≥ 0, and 0 gives
 *   `binaryCrossEntropyWithLogits`. Default 2.
 * @param options.alpha - Share of the ones, 0 to 1; the zeros get 1 − alpha. Default: both count fully.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or an option is out of range.
 * @formula -\alpha\, y\, (1 - p)^\gamma \log p - (1 - \alpha)(1 - y)\, p^\gamma \log(1 - p),\quad p = \frac{1}{1 + e^{-x}}
 * @domain Logits are any real numbers, targets from 0 to 1.
 * @useWhen Positives are rare and easy negatives dominate the sum, as in detection.
 * @avoidWhen Classes are balanced or probabilities must be calibrated: focusing makes a model less sure than
 *   it should be.
 * @example
 * ```ts
 * binaryFocal(tf.tensor1d([1, 0]), tf.tensor1d([0, 0]), { alpha: 0.25 }).dataSync(); // [0.0866]
 * ```
 * @see T.-Y. Lin et al., Focal Loss for Dense Object Detection, 2017, doi:10.1109/ICCV.2017.324,
 *   arXiv:1708.02002
 */
export const binaryFocal = defineLoss(
  {
    name: 'binaryFocal',
    aliases: [
      'sigmoidFocal',
      'binaryFocalCrossEntropy',
      'sigmoidFocalCrossEntropy',
      'binaryFocalLossWithLogits',
    ],
    family: 'classification',
    target: 'binary',
    prediction: 'logits',
    layout: elementwise(
      [
        ['yTrue', '0 or 1, or a probability between'],
        ['logits', 'log odds of a 1'],
      ],
      0,
    ),
    options: {
      gamma: {
        kind: 'number',
        default: 2,
        atLeast: 0,
      },
      alpha: {
        kind: 'optional number',
        atLeast: 0,
        atMost: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ gamma, alpha }, yTrue: tf.Tensor, logits: tf.Tensor) => {
    const negativeLogLikelihoodOfOne = tf.softplus(tf.neg(logits));
    const negativeLogLikelihoodOfZero = tf.softplus(logits);
    const ones = tf.mul(
      yTrue,
      tf.mul(exp(tf.mul(-gamma, negativeLogLikelihoodOfZero)), negativeLogLikelihoodOfOne),
    );
    const zeros = tf.mul(
      tf.sub(1, yTrue),
      tf.mul(exp(tf.mul(-gamma, negativeLogLikelihoodOfOne)), negativeLogLikelihoodOfZero),
    );
    if (alpha === undefined) return tf.add(ones, zeros);
    return tf.add(tf.mul(alpha, ones), tf.mul(1 - alpha, zeros));
  },
);
