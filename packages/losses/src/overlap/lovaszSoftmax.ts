import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classGroupOptions, classGroups } from '../layouts/classGroups.ts';
import { lovaszExtension } from '../ops/overlap/lovaszExtension.ts';
import { unstackRegions } from '../ops/overlap/unstackRegions.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * Lovász-Softmax loss: the intersection over union of each class, continued to probabilities.
 *
 *     Σ_i m_(i) · (J_i - J_(i-1))
 *
 * for each class, with m the error of the probability (1 − p in the class, p outside of it) sorted from the
 * largest, and J_i the Jaccard loss when the i rows with the largest are wrong. At probabilities of 0 and 1
 * it is the Jaccard loss of the predicted classes. It takes probabilities: give it `tf.softmax(logits)`. Of
 * rows with equal m the first is taken first.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows: a row of weight 2 counts twice. The mean is over the classes that a
 * target of the group has; one that none has costs the largest probability given to it (with `presentOnly:
 * false`).
 *
 * @param labels - Class ids, shape […], int32; or rows of 0 and 1, the shape of `probabilities`.
 * @param probabilities - Probabilities of the classes, shape […, classes].
 * @param options.classWeights - One weight per class, for the mean over the classes.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @param options.presentOnly - Whether a class that no target of the group has is ignored. Default true.
 * @returns Scalar, or [classes] with `reduction: 'none'`, [batch, classes] with `perSample`; from 0 to 1. A
 *   class id outside [0, classes) makes its group NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_i m_{(i)} (J_i - J_{i-1}), \quad m = \begin{cases} 1 - p_c & y = c \\ p_c & y \ne c \end{cases}
 * @domain Labels are class ids, or 0 and 1 for each class; probabilities from 0 to 1.
 * @useWhen Segmentation with several classes that is judged by mean intersection over union.
 * @avoidWhen From scratch, or with batches that hold few of the classes.
 * @example
 * ```ts
 * const probabilities = tf.tensor2d([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]);
 * lovaszSoftmax(tf.tensor1d([0, 0, 1], 'int32'), probabilities).dataSync(); // [0.3833]
 * ```
 * @see M. Berman, A. Rannen Triki and M. B. Blaschko, The Lovász-Softmax loss: A tractable surrogate for the
 *   optimization of the intersection-over-union measure in neural networks, 2018, arXiv:1705.08790
 */
export const lovaszSoftmax = defineLoss(
  {
    name: 'lovaszSoftmax',
    family: 'overlap',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: classGroups,
    batchDependent: true,
    options: classGroupOptions,
  },
  (_options, regions: tf.Tensor, probabilities: tf.Tensor) => {
    const [groups = 0, rows = 0, classes = 0] = probabilities.shape;
    const inLines = (x: tf.Tensor) => tf.reshape(tf.transpose(x, [0, 2, 1]), [groups * classes, rows]);
    const [foreground, background] = unstackRegions(regions).map(inLines);
    const predicted = inLines(probabilities);
    if (!foreground || !background) throw new TypeError('lovaszSoftmax: expected two regions.');
    // From shares, as the slope of an error is no larger than 1, however little its row weighs.
    const total = tf.add(foreground, background);
    const errors = tf.add(
      tf.mul(safeDivide(foreground, total), tf.sub(1, predicted)),
      tf.mul(safeDivide(background, total), predicted),
    );
    return tf.reshape(
      lovaszExtension(errors, foreground, background, (sorted) => sorted),
      [groups, classes],
    );
  },
);
