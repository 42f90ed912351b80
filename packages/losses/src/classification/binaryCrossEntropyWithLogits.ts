import * as tf from '@tensorflow/tfjs-core';

import { checkBroadcastable } from '../contract/checks.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { broadcastTo } from '../ops/broadcastTo.ts';
import { softplusOfNegativeAbs } from '../ops/softplusOfNegativeAbs.ts';

/**
 * Binary cross-entropy on logits: minus the log probability that the sigmoid of the logit gives to the true
 * one of two outcomes.
 *
 * Both terms are at least 0, so nothing cancels: the loss keeps its precision for confident answers, where a
 * sigmoid followed by a logarithm would have none.
 *
 * @param yTrue - 0 or 1, or a probability between; any shape.
 * @param logits - Log odds of a 1, the shape of `yTrue`.
 * @param options.posWeight - Factors ≥ 0 of the y term, broadcastable to the loss (one number, or one per
 *   entry of the last axis). The mean doesn't divide by it. Default 1.
 * @param options.labelSmoothing - Share s of each target moved to one half: y (1 − s) + s / 2; 0 to 1.
 *   Default 0.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ, `posWeight` would enlarge the loss or `labelSmoothing` is out of
 *   range.
 * @formula p\,y \log(1 + e^{-x}) + (1 - y) \log(1 + e^{x})
 * @domain Logits are any real numbers, targets from 0 to 1.
 * @useWhen Two outcomes, or several labels that are independent of each other; the default for both.
 * @avoidWhen Exactly one class of several is true: crossEntropy lets the classes compete.
 * @example
 * ```ts
 * binaryCrossEntropyWithLogits(tf.tensor1d([1, 0]), tf.tensor1d([0, -2])).dataSync(); // [0.41]
 * ```
 * @see C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 4.3.2
 */
export const binaryCrossEntropyWithLogits = defineLoss(
  {
    name: 'binaryCrossEntropyWithLogits',
    aliases: [
      'bceWithLogits',
      'sigmoidCrossEntropy',
      'sigmoidCrossEntropyWithLogits',
      'sigmoidBinaryCrossEntropy',
      'softBceWithLogits',
      'timm.binaryCrossEntropy',
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
      posWeight: {
        kind: 'tensor',
      },
      labelSmoothing: {
        kind: 'number',
        default: 0,
        atLeast: 0,
        atMost: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ posWeight, labelSmoothing }, yTrue: tf.Tensor, logits: tf.Tensor) => {
    if (posWeight) checkBroadcastable('binaryCrossEntropyWithLogits', 'posWeight', posWeight, logits.shape);
    const target =
      labelSmoothing === 0 ? yTrue : tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / 2);
    if (posWeight) {
      const ones = tf.mul(target, tf.softplus(tf.neg(logits)));
      const zeros = tf.mul(tf.sub(1, target), tf.softplus(logits));
      return tf.add(tf.mul(broadcastTo(posWeight, logits.shape), ones), zeros);
    }
    return {
      inputs: [target, logits],
      // The same without posWeight, where nothing cancels either: for y = 1 and x > 0 the difference is
      // exactly 0.
      value: (_save, y, x) =>
        tf.add(
          tf.tidy(() => tf.sub(tf.relu(x), tf.mul(y, x))),
          softplusOfNegativeAbs(x),
        ),
      gradients: (dy, _saved, y, x) => [
        () => tf.mul(tf.neg(dy), x),
        () => tf.mul(dy, tf.sub(tf.sigmoid(x), y)),
      ],
    };
  },
);
