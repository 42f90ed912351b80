import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classGroups, smoothableGroupOptions } from '../layouts/classGroups.ts';
import { wrongShare } from '../ops/overlap/wrongShare.ts';

/**
 * Jaccard loss: how much of the union of the true and the predicted area does not lie in both.
 *
 *     1 - (Σ t·p + smooth) / (Σ t + Σ p - Σ t·p + smooth)
 *
 * for each class: one minus the intersection over union. With a Dice loss of D it is 2 D / (1 + D), so it
 * punishes bad overlap harder.
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
 * @param options.smooth - Added to numerator and denominator, in rows: what a class without any area agrees
 *   by. Default 0.
 * @returns Scalar, or [classes] with `reduction: 'none'`, [batch, classes] with `perSample`; from 0 to 1. A
 *   class id outside [0, classes) makes its group NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula 1 - \frac{\sum t_c p_c + s}{\sum t_c + \sum p_c - \sum t_c p_c + s}
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen Segmentation that is judged by intersection over union.
 * @avoidWhen Masks are often empty, or pixels count one by one.
 * @example
 * ```ts
 * const probabilities = tf.tensor2d([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]);
 * jaccard(tf.tensor1d([0, 0, 1], 'int32'), probabilities).dataSync(); // [0.4643]
 * ```
 * @see M. A. Rahman and Y. Wang, Optimizing Intersection-Over-Union in Deep Neural Networks for Image
 *   Segmentation, 2016, doi:10.1007/978-3-319-50835-1_22
 */
export const jaccard = defineLoss<
  [labels: tf.Tensor, probabilities: tf.Tensor],
  typeof smoothableGroupOptions
>(
  {
    name: 'jaccard',
    aliases: ['softIou'],
    family: 'overlap',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: classGroups,
    batchDependent: true,
    options: smoothableGroupOptions,
  },
  ({ smooth }, regions: tf.Tensor, probabilities: tf.Tensor, unit?: tf.Tensor) =>
    wrongShare(regions, probabilities, {
      truePositives: 1,
      falseNegatives: 1,
      falsePositives: 1,
      smooth: unit ? tf.div(smooth, unit) : smooth,
    }),
);
