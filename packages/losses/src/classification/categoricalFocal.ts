import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classRows, smoothableClassOptions } from '../layouts/classRows.ts';
import { clampedLog } from '../ops/clampedLog.ts';
import { exp } from '../ops/exp.ts';
import { logSoftmax } from '../ops/logSoftmax.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Categorical focal loss on logits: softmax cross-entropy in which rows that are already right count little.
 *
 * With p = softmax(logits):
 *
 *     -alpha Σ_c t_c (1 - p_c)^gamma log p_c
 *
 * where t is the target distribution: one-hot for a class id, smoothed and weighted by the options. Powers
 * are taken in log space, so the gradient is finite for gamma < 1 too.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.gamma - How strongly well classified rows are down-weighted; ≥ 0, and 0 gives
 *   `crossEntropy`. Default 2.
 * @param options.alpha - Factor of the whole loss, ≥ 0; use `classWeights` for one per class. Default 1
 *   (Keras: 0.25).
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\alpha \sum_c t_c\, (1 - p_c)^\gamma \log p_c,\quad p_c = \frac{e^{z_c}}{\sum_j e^{z_j}}
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Several classes of which one is frequent and easily right.
 * @avoidWhen Classes are balanced, labels are noisy (the wrong ones are what it focuses on) or probabilities
 *   must be calibrated.
 * @example
 * ```ts
 * categoricalFocal(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0]])).dataSync(); // [0.1733]
 * ```
 * @see T.-Y. Lin et al., Focal Loss for Dense Object Detection, 2017, doi:10.1109/ICCV.2017.324,
 *   arXiv:1708.02002
 */
export const categoricalFocal = defineLoss(
  {
    name: 'categoricalFocal',
    aliases: ['softmaxFocal', 'categoricalFocalCrossEntropy'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'unnormalised scores', 0),
    options: {
      ...smoothableClassOptions,
      gamma: {
        kind: 'number',
        default: 2,
        atLeast: 0,
      },
      alpha: {
        kind: 'number',
        default: 1,
        atLeast: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ gamma, alpha }, labels: tf.Tensor, logits: tf.Tensor) => {
    const logProbabilities = logSoftmax(logits);
    const logOfOthers = clampedLog(tf.neg(tf.expm1(logProbabilities)));
    const focus = exp(tf.mul(gamma, logOfOthers));
    return tf.mul(-alpha, tf.sum(tf.mul(focus, zeroSafeMultiply(labels, logProbabilities)), -1));
  },
);
