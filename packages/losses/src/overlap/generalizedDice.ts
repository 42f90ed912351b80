import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../autodiff/withGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { groupedClasses } from '../layouts/classGroups.ts';
import { classOptions } from '../layouts/classRows.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { unstackRegions } from '../ops/overlap/unstackRegions.ts';
import { wrongShare } from '../ops/overlap/wrongShare.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * (smallest / area)^power for each class of a group, at most 1, so that no small area overflows; 0 for an
 * area of 0. The smallest area counts as a constant: it is the same factor for all classes.
 */
function inverseAreas(areas: tf.Tensor, power: number): tf.Tensor {
  return withGradient(
    areas,
    (x) => {
      const isAbsent = tf.equal(x, 0);
      const smallest = tf.min(tf.where(isAbsent, tf.fill(x.shape, Number.POSITIVE_INFINITY), x), -1, true);
      return tf.where(isAbsent, x, tf.pow(tf.div(smallest, x), power));
    },
    (dy, x) => tf.mul(-power, safeDivide(tf.mul(dy, inverseAreas(x, power)), x)),
  );
}

/**
 * Generalised Dice loss: one overlap of all classes, in which a small class counts as much as a large one.
 *
 *     1 - 2 Σ_c w_c Σ t·p / Σ_c w_c (Σ t + Σ p),  w_c = classWeights_c / (Σ t)^power
 *
 * with one value for a group, not one per class. Power 2 is that of the paper; 1 weighs by the area, 0 not at
 * all. A class that no target of the group has is masked out.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows: a row of weight 2 counts twice.
 *
 * @param labels - Class ids, shape […], int32; or distributions over the classes, the shape of
 *   `probabilities`. Rows of 0 and 1 do for classes that don't exclude each other, and a last axis of 1 for
 *   foreground alone.
 * @param probabilities - Probabilities of the classes, shape […, classes].
 * @param options.classWeights - One weight per class, beside that by its area.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @param options.power - Of the area that a class is weighed by, at least 0. Default 2.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`; from 0 to 1. A class id outside
 *   [0, classes) makes its group NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula 1 - \frac{2 \sum_c w_c \sum t_c p_c}{\sum_c w_c (\sum t_c + \sum p_c)}, \quad w_c = \Big(\sum t_c\Big)^{-q}
 * @domain Labels are class ids or distributions; probabilities from 0 to 1.
 * @useWhen Segmentation with several classes of very different size.
 * @avoidWhen A batch often lacks a class: nothing then speaks against predicting it.
 * @example
 * ```ts
 * const probabilities = tf.tensor2d([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]);
 * generalizedDice(tf.tensor1d([0, 0, 1], 'int32'), probabilities).dataSync(); // [0.3191]
 * ```
 * @see C. H. Sudre et al., Generalised Dice overlap as a deep learning loss function for highly unbalanced
 *   segmentations, 2017, arXiv:1707.03237
 */
export const generalizedDice = defineLoss(
  {
    name: 'generalizedDice',
    family: 'overlap',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: groupedClasses,
    batchDependent: true,
    options: {
      classWeights: { kind: 'tensor' },
      ignoreIndex: classOptions.ignoreIndex,
      ...groupOptions,
      power: {
        kind: 'number',
        default: 2,
        atLeast: 0,
      },
    },
  },
  ({ classWeights, power }, regions: tf.Tensor, probabilities: tf.Tensor) => {
    const [foreground] = unstackRegions(regions);
    const [groups = 0, rows = 0, classes = 0] = probabilities.shape;
    const weights = tf.mul(classWeights ?? 1, inverseAreas(tf.sum(foreground, 1), power));
    const weighted = tf.mul(regions, tf.expandDims(weights, 1));
    const share = wrongShare(
      tf.reshape(weighted, [2, groups, rows * classes, 1]),
      tf.reshape(probabilities, [groups, rows * classes, 1]),
      { truePositives: 2, falseNegatives: 1, falsePositives: 1, smooth: 0 },
    );
    return tf.squeeze(share, [-1]);
  },
);
