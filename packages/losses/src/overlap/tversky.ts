import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classGroups, smoothableGroupOptions } from '../layouts/classGroups.ts';
import { wrongShare } from '../ops/overlap/wrongShare.ts';
import { powerWithFlatZero } from '../ops/powerWithFlatZero.ts';

const options = {
  ...smoothableGroupOptions,
  alpha: { kind: 'number', default: 0.5, atLeast: 0 },
  beta: { kind: 'number', default: 0.5, atLeast: 0 },
  gamma: { kind: 'number', default: 1, above: 0 },
} as const;

/**
 * Tversky loss: an overlap loss in which false positives and false negatives have prices of their own.
 *
 *     (1 - (TP + smooth) / (TP + alpha · FP + beta · FN + smooth))^gamma
 *
 * for each class, with TP = Σ t·p, FP = Σ (1 − t)·p and FN = Σ t·(1 − p). ½ and ½ make it the Dice loss, 1
 * and 1 the Jaccard loss; a beta above alpha finds small areas at the cost of false alarms. `gamma` other
 * than 1 is the focal Tversky loss, per class; its paper writes the power as 1/γ with γ = 4/3, that is 0.75
 * here. With a power below 1 the gradient at perfect overlap is 0.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows: a row of weight 2 counts twice. The mean is over the classes that a
 * target of the group has. Without `smooth` a class that neither targets nor predictions have costs nothing,
 * and one that no target has costs 1 whatever the predictions (with `presentOnly: false`).
 *
 * @param labels - Class ids, shape […], int32; or distributions over the classes, the shape of
 *   `probabilities`. Rows of 0 and 1 do for classes that don't exclude each other, and a last axis of 1 for
 *   foreground alone.
 * @param probabilities - Probabilities of the classes, shape […, classes].
 * @param options.classWeights - One weight per class, for the mean over the classes.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @param options.presentOnly - Whether a class that no target of the group has is ignored. Default true.
 * @param options.alpha - Price of false positives, at least 0. Default 0.5.
 * @param options.beta - Price of false negatives, at least 0. Default 0.5.
 * @param options.gamma - Power of the loss of a class, above 0. Default 1.
 * @param options.smooth - Added to numerator and denominator, in rows: what a class without any area agrees
 *   by. Default 0.
 * @returns Scalar, or [classes] with `reduction: 'none'`, [batch, classes] with `perSample`; from 0 to 1. A
 *   class id outside [0, classes) makes its group NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \Big(1 - \frac{\mathrm{TP} + s}{\mathrm{TP} + \alpha\,\mathrm{FP} + \beta\,\mathrm{FN} + s}\Big)^\gamma
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen Segmentation where a missed pixel costs more than a false one, or less.
 * @avoidWhen Both cost the same: dice has nothing to tune.
 * @example
 * ```ts
 * const probabilities = tf.tensor2d([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]);
 * tversky(tf.tensor1d([0, 0, 1], 'int32'), probabilities, { alpha: 0.3, beta: 0.7 }).dataSync(); // [0.2929]
 * ```
 * @see S. S. M. Salehi et al., Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional Deep
 *   Networks, 2017, arXiv:1706.05721; N. Abraham and N. M. Khan, A Novel Focal Tversky Loss Function, 2018,
 *   arXiv:1810.07842
 */
export const tversky = defineLoss<[labels: tf.Tensor, probabilities: tf.Tensor], typeof options>(
  {
    name: 'tversky',
    aliases: ['focalTversky'],
    family: 'overlap',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: classGroups,
    batchDependent: true,
    options,
  },
  ({ alpha, beta, gamma, smooth }, regions: tf.Tensor, probabilities: tf.Tensor, unit?: tf.Tensor) => {
    const loss = wrongShare(regions, probabilities, {
      truePositives: 1,
      falseNegatives: beta,
      falsePositives: alpha,
      smooth: unit ? tf.div(smooth, unit) : smooth,
    });
    return gamma === 1 ? loss : powerWithFlatZero(loss, gamma);
  },
);
