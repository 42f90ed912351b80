import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { exp } from '../ops/exp.ts';

function sigmoid(x: tf.Tensor): tf.Tensor {
  return exp(tf.neg(tf.softplus(tf.neg(x))));
}

/** p^gamma · −log(1 − p) for the probability p of a one, lowered by `clip` and never below 0. */
function costOfZero(logits: tf.Tensor, gamma: number, clip: number): tf.Tensor {
  if (clip === 0) {
    return tf.mul(exp(tf.mul(-gamma, tf.softplus(tf.neg(logits)))), tf.softplus(logits));
  }
  const probability = sigmoid(logits);
  const counts = stopGradient([probability], () =>
    tf.cast(tf.logicalNot(tf.lessEqual(probability, clip)), 'float32'),
  );
  // 1 where nothing is left: the logarithm of 0 would have an infinite slope.
  const lowered = tf.add(tf.mul(counts, tf.sub(probability, clip)), tf.sub(1, counts));
  const focus = exp(tf.mul(gamma, tf.log(lowered)));
  const negativeLogLikelihood = tf.neg(tf.log(tf.add(sigmoid(tf.neg(logits)), clip)));
  return tf.mul(counts, tf.mul(focus, negativeLogLikelihood));
}

/**
 * Asymmetric loss on logits, for many labels of which few are true: a focal loss in which zeros count less
 * than ones, and the easiest zeros not at all.
 *
 * With p = sigmoid(x) and q = max(0, p - clip), per element:
 *
 *     -(y (1 - p)^gammaPositive log p + (1 - y) q^gammaNegative log(1 - q))
 *
 * The gradient also flows through the powers. At p = clip it is 0. The loss is linear in y; the authors' code
 * raises the expected probability instead, which is the same for 0 and 1 only. They add up all elements:
 * `reduction: 'sum'`.
 *
 * @param yTrue - 0 or 1, or a probability between; any shape.
 * @param logits - Log odds of a 1, the shape of `yTrue`.
 * @param options.gammaPositive - How strongly ones that are well classified are down-weighted; ≥ 0. Default
 *   1.
 * @param options.gammaNegative - The same for zeros; ≥ 0. Default 4.
 * @param options.clip - Zeros with a probability below it cost nothing, and the others less; 0 to below 1.
 *   With a `clip` above 0 a zero costs at most −log(clip). Default 0.05.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or an option is out of range.
 * @formula -y (1 - p)^{\gamma_+} \log p - (1 - y)\, q^{\gamma_-} \log(1 - q),\quad p = \frac{1}{1 + e^{-x}},\ q = \max(0, p - m)
 * @domain Logits are any real numbers, targets from 0 to 1.
 * @useWhen Many labels per picture, of which most are absent: the many easy negatives stop drowning the few
 *   positives.
 * @avoidWhen One class per row (crossEntropy) or balanced labels, where binaryCrossEntropyWithLogits needs no
 *   tuning.
 * @example
 * ```ts
 * asymmetric(tf.tensor1d([1, 0]), tf.tensor1d([0, 0])).dataSync(); // [0.1855]
 * ```
 * @see T. Ridnik et al., Asymmetric Loss For Multi-Label Classification, 2021,
 *   doi:10.1109/ICCV48922.2021.00015, arXiv:2009.14119
 */
export const asymmetric = defineLoss(
  {
    name: 'asymmetric',
    aliases: ['asl', 'asymmetricLossMultiLabel'],
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
      gammaPositive: {
        kind: 'number',
        default: 1,
        atLeast: 0,
      },
      gammaNegative: {
        kind: 'number',
        default: 4,
        atLeast: 0,
      },
      clip: {
        kind: 'number',
        default: 0.05,
        atLeast: 0,
        below: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ gammaPositive, gammaNegative, clip }, yTrue: tf.Tensor, logits: tf.Tensor) => {
    const costOfOne = tf.mul(exp(tf.mul(-gammaPositive, tf.softplus(logits))), tf.softplus(tf.neg(logits)));
    return tf.add(
      tf.mul(yTrue, costOfOne),
      tf.mul(tf.sub(1, yTrue), costOfZero(logits, gammaNegative, clip)),
    );
  },
);
