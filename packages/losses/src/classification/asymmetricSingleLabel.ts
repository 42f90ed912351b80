import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { logOdds } from '../ops/crossEntropy/logOdds.ts';
import { exp } from '../ops/exp.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Asymmetric loss on logits for one class out of several: softmax cross-entropy with smoothed labels, in which the
 * true class and the others are down-weighted by powers of their own.
 *
 *     -(s_y (1 - p_y)^gammaPositive log p_y + Σ_{c≠y} s_c p_c^gammaNegative log p_c),  p = softmax(logits)
 *
 * for the true class y, with s_y = 1 − smoothing + smoothing / classes and s_c = smoothing / classes. Without
 * smoothing it is `categoricalFocal`. For a distribution the loss is the expected one over its classes. The gradient
 * also flows through the powers.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.gammaPositive - How strongly rows that are well classified are down-weighted; ≥ 0. Default 1.
 * @param options.gammaNegative - How strongly improbable other classes are down-weighted; ≥ 0. Default 4.
 * @param options.smoothing - Share of each label spread evenly over all classes, 0 to 1; timm's `eps`. Default 0.1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -s_y (1 - p_y)^{\gamma_+} \log p_y - \sum_{c \ne y} s_c\, p_c^{\gamma_-} \log p_c,\quad s = (1 - \varepsilon)\, e_y + \varepsilon / K
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen One class per row, with many classes, trained beside or in the way of the multi-label asymmetric loss.
 * @avoidWhen Probabilities must be calibrated (crossEntropy), or several labels are true at once (asymmetric).
 * @example
 * ```ts
 * asymmetricSingleLabel(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0]])).dataSync(); // [0.3314]
 * ```
 * @see T. Ridnik et al., Asymmetric Loss For Multi-Label Classification, 2021,
 *   doi:10.1109/ICCV48922.2021.00015, arXiv:2009.14119
 */
export const asymmetricSingleLabel = defineLoss(
  {
    name: 'asymmetricSingleLabel',
    aliases: ['aslSingleLabel', 'asymmetricLossSingleLabel'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'unnormalised scores', 0),
    options: {
      ...classOptions,
      gammaPositive: { kind: 'number', default: 1, atLeast: 0 },
      gammaNegative: { kind: 'number', default: 4, atLeast: 0 },
      smoothing: { kind: 'number', default: 0.1, atLeast: 0, atMost: 1 },
    },
    twiceDifferentiable: true,
  },
  ({ gammaPositive, gammaNegative, smoothing }, labels: tf.Tensor, logits: tf.Tensor) => {
    const share = smoothing / (logits.shape.at(-1) ?? 1);
    const odds = logOdds(logits);
    const negativeLogLikelihood = tf.softplus(tf.neg(odds));
    const ofTrue = exp(tf.mul(-gammaPositive, tf.softplus(odds)));
    const ofOther = exp(tf.mul(-gammaNegative, negativeLogLikelihood));
    const others = tf.sub(tf.sum(labels, -1, true), labels);
    const factors = tf.add(
      tf.mul(tf.mul(1 - smoothing + share, labels), ofTrue),
      tf.mul(tf.mul(share, others), ofOther),
    );
    return tf.sum(zeroSafeMultiply(factors, negativeLogLikelihood), -1);
  },
);
