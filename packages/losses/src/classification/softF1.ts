import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classGroupOptions, classGroups } from '../layouts/classGroups.ts';
import { wrongShare } from '../ops/overlap/wrongShare.ts';

/**
 * Soft F1 loss: one minus the macro F1 score of the batch, with probabilities in the place of counts.
 *
 *     1 - 2 TP / (2 TP + FP + FN),  TP = Σ t·p, FP = Σ (1 - t)·p, FN = Σ t·(1 - p)
 *
 * for each class, then the mean over the classes, so that a rare class counts as much as a frequent one. For
 * certain predictions it is one minus scikit-learn's `f1_score(average='macro')`. It is the Dice loss without
 * `smooth`, with rows in the place of pixels. Rows depend on each other: a small batch gives a noisy and
 * biased score, and one without a class does not see that class.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows: a row of weight 2 counts twice. The mean is over the classes that a
 * target of the group has.
 *
 * @param labels - Class ids, shape […], int32; or distributions over the classes, the shape of
 *   `probabilities`. Rows of 0 and 1 do for classes that don't exclude each other.
 * @param probabilities - Probabilities of the classes, shape […, classes].
 * @param options.classWeights - One weight per class, for the mean over the classes.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @param options.presentOnly - Whether a class that no target of the group has is ignored. Default true; with
 *   false it costs 1, or 0 where nothing is predicted either.
 * @returns Scalar, or [classes] with `reduction: 'none'`, [batch, classes] with `perSample`; from 0 to 1. A
 *   class id outside [0, classes) makes its group NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula 1 - \frac{2 \sum t_c p_c}{\sum t_c + \sum p_c}
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen The F1 score is what counts, classes are rare, and batches are large enough to have all of them.
 * @avoidWhen Batches are small, or probabilities must be calibrated (crossEntropy with classWeights).
 * @example
 * ```ts
 * const probabilities = tf.tensor2d([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]);
 * softF1(tf.tensor1d([0, 0, 1], 'int32'), probabilities).dataSync(); // [0.303]
 * ```
 * @see G. Bénédict et al., sigmoidF1: A Smooth F1 Score Surrogate Loss for Multilabel Classification, 2022,
 *   arXiv:2108.10566
 */
export const softF1 = defineLoss(
  {
    name: 'softF1',
    aliases: ['macroSoftF1'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: classGroups,
    batchDependent: true,
    options: classGroupOptions,
  },
  (_options, regions: tf.Tensor, probabilities: tf.Tensor) =>
    wrongShare(regions, probabilities, {
      truePositives: 2,
      falseNegatives: 1,
      falsePositives: 1,
      smooth: 0,
    }),
);
