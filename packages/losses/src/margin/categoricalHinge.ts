import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { maxExcludingClass } from '../ops/crossEntropy/maxExcludingClass.ts';
import { relu } from '../ops/relu.ts';

/**
 * Categorical hinge loss as Keras has it: a multiclass hinge that also compares the true class with 0.
 *
 *     max(0, 1 + max(0, max_{i ≠ c} logits_i) - logits_c)
 *
 * for the true class c. The 0 stands in for the true class, so that a score below 1 always costs, even where
 * all others are far lower; `multiclassHinge` compares the scores with each other only. Of equal best classes
 * the first gets the gradient, and a best one of exactly 0 gets none. Keras takes a distribution as factors
 * of the scores; here the loss is the expected one.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]); for a
 *   distribution the loss is the expected one, Σ_c t_c · loss(c).
 * @param logits - Scores of the classes, shape […, classes].
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in units of the scores. A class id
 *   outside [0, classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_c t_c \max\left(0, 1 + \max\left(0, \max_{i \ne c} z_i\right) - z_c\right)
 * @domain Scores are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen You want the decision only and what Keras calls by this name.
 * @avoidWhen You need probabilities, or the plain multiclass hinge: multiclassHinge does not compare with 0.
 * @example
 * ```ts
 * categoricalHinge(tf.tensor1d([2, 0], 'int32'), tf.tensor2d([[1, 2, 2.5], [-1, 1, 0]])).dataSync(); // [1.75]
 * ```
 * @see S. S. Keerthi et al., A sequential dual method for large scale multi-class linear SVMs, 2008,
 *   doi:10.1145/1401890.1401942
 */
export const categoricalHinge = defineLoss(
  {
    name: 'categoricalHinge',
    family: 'margin',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'scores of the classes', 0),
    options: classOptions,
  },
  (_options, labels: tf.Tensor, logits: tf.Tensor) => {
    const missing = relu(tf.add(1, tf.sub(relu(maxExcludingClass(logits)), logits)));
    return tf.sum(tf.mul(labels, missing), -1);
  },
);
