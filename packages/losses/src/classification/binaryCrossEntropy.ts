import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { clampedLog } from '../ops/clampedLog.ts';
import { clampedLogComplement } from '../ops/clampedLogComplement.ts';

/**
 * Binary cross-entropy on probabilities: minus the log probability that the model gives to the true one of
 * two outcomes.
 *
 * Where a model ends in logits, `binaryCrossEntropyWithLogits` is exact; this one has PyTorch's limits: no
 * logarithm is below −100, and no gradient divides by less than 1e-12. So a certain and wrong answer costs
 * 100.
 *
 * @param yTrue - 0 or 1, or a probability between; any shape.
 * @param probabilities - Probabilities of a 1, the shape of `yTrue`. Outside [0, 1] the loss is NaN.
 * @param options.labelSmoothing - Share s of each target moved to one half: y (1 − s) + s / 2; 0 to 1.
 *   Default 0.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or `labelSmoothing` is out of range.
 * @formula -\left(y \log p + (1 - y) \log(1 - p)\right)
 * @domain Probabilities and targets from 0 to 1.
 * @useWhen The model already ends in probabilities of one of two outcomes and cannot be changed.
 * @avoidWhen You have logits: binaryCrossEntropyWithLogits keeps its precision where probabilities round to 0
 *   and 1.
 * @example
 * ```ts
 * binaryCrossEntropy(tf.tensor1d([1, 0]), tf.tensor1d([0.9, 0.2])).dataSync(); // [0.1643]
 * ```
 * @see I. J. Good, Rational Decisions, 1952, doi:10.1111/j.2517-6161.1952.tb00104.x
 */
export const binaryCrossEntropy = defineLoss(
  {
    name: 'binaryCrossEntropy',
    aliases: ['bce', 'logLoss'],
    family: 'classification',
    target: 'binary',
    prediction: 'probabilities',
    layout: elementwise(
      [
        ['yTrue', '0 or 1, or a probability between'],
        ['probabilities', 'probabilities of a 1'],
      ],
      0.5,
    ),
    options: {
      labelSmoothing: {
        kind: 'number',
        default: 0,
        atLeast: 0,
        atMost: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ labelSmoothing }, yTrue: tf.Tensor, probabilities: tf.Tensor) => {
    const target = tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / 2);
    const ones = tf.mul(target, clampedLog(probabilities));
    const zeros = tf.mul(tf.sub(1, target), clampedLogComplement(probabilities));
    return tf.neg(tf.add(ones, zeros));
  },
);
