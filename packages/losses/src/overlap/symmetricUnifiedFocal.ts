import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { groupedClasses } from '../layouts/classGroups.ts';
import { classOptions } from '../layouts/classRows.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { unifiedFocalOf, unifiedFocalOptions } from '../ops/overlap/unifiedFocalOf.ts';

/**
 * Symmetric unified focal loss: overlap and cross-entropy, both focused on what is still wrong, in every class alike.
 *
 *     weight · mean over classes of W_c^(1 - gamma) + (1 - weight) · mean over rows of -δ_c · (1 - p_c)^gamma · log p_c
 *
 * with W_c = (delta · FN + (1 − delta) · FP) / (TP + delta · FN + (1 − delta) · FP) of each class, and δ_c = delta for every class but the first,
 * which is the background and has 1 − delta. Both powers are those of every class.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis, as in the
 * authors' code. `weights` and `mask` are of the rows: a row of weight 2 counts twice. The mean over the classes is that over
 * the classes which a target of the group has; in the authors' code one that none has costs 1. A pixel is never more than
 * 100 nats wrong. Where a power below 1 is taken of 0 the gradient is 0.
 *
 * @param labels - Class ids, shape […], int32; or distributions over the classes, the shape of `probabilities`.
 * @param probabilities - Probabilities of at least two classes, the background first, shape […, classes].
 * @param options.classWeights - One weight per class: in the mean over the areas, and a factor of its cross-entropy.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @param options.weight - Share of the part of areas, from 0 to 1. Default 0.5.
 * @param options.delta - Price of what is missed against what is claimed, from 0 to 1. Default 0.6.
 * @param options.gamma - How much easy pixels are down-weighted and nearly right areas are enhanced, at least 0 and below 1. Default 0.5.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`; at least 0. A class id outside [0, classes) makes
 *   its group NaN.
 * @throws RangeError if the shapes don't fit, if there are fewer than two classes or if an option is out of range;
 *   TypeError for class ids that are not int32.
 * @formula \lambda \operatorname{mean}_c W_c^{1 - \gamma} - (1 - \lambda) \operatorname{mean}\left[ \delta_c (1 - p_c)^{\gamma} \log p_c \right]
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen Segmentation with classes of different size, overlap and single pixels both counting.
 * @avoidWhen The foreground is rare: unifiedFocal does not down-weight it.
 * @example
 * ```ts
 * const probabilities = tf.tensor2d([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]);
 * symmetricUnifiedFocal(tf.tensor1d([0, 0, 1], 'int32'), probabilities).dataSync(); // [0.331]
 * ```
 * @see M. Yeung et al., Unified Focal loss: Generalising Dice and cross entropy-based losses to handle class imbalanced
 *   medical image segmentation, 2022, doi:10.1016/j.compmedimag.2021.102026
 */
export const symmetricUnifiedFocal = defineLoss(
  {
    name: 'symmetricUnifiedFocal',
    aliases: [],
    family: 'overlap',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: groupedClasses,
    batchDependent: true,
    options: {
      ...classOptions,
      ...groupOptions,
      ...unifiedFocalOptions,
    },
  },
  ({ classWeights, weight, delta, gamma }, regions: tf.Tensor, probabilities: tf.Tensor) =>
    unifiedFocalOf('symmetricUnifiedFocal', regions, probabilities, {
      classWeights,
      weight,
      delta,
      ofPixels: { background: gamma, foreground: gamma },
      ofAreas: { background: 1 - gamma, foreground: 1 - gamma },
    }),
);
