import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { maxExcludingClass } from '../ops/crossEntropy/maxExcludingClass.ts';
import { relu } from '../ops/relu.ts';

/**
 * Multiclass perceptron loss: how far the true class is behind the best other one.
 *
 *     max(0, max_{i ≠ c} logits_i - logits_c)
 *
 * for the true class c: a `multiclassHinge` without a margin. The gradient is 1 at the best other class and
 * −1 at the true one where the answer is wrong, else 0, also where both are equal: a model whose scores are
 * all equal does not learn.
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
 * @formula \sum_c t_c \max\left(0, \max_{i \ne c} z_i - z_c\right)
 * @domain Scores are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Online learning, and to show what a margin is good for.
 * @avoidWhen You want to generalise: without a margin it stops as soon as all rows are right.
 * @example
 * ```ts
 * multiclassPerceptron(tf.tensor1d([2, 0], 'int32'), tf.tensor2d([[1, 2, 2.5], [-1, 1, 0]])).dataSync(); // [1]
 * ```
 * @see M. Collins, Discriminative training methods for hidden Markov models: theory and experiments with
 *   perceptron algorithms, 2002, doi:10.3115/1118693.1118694
 */
export const multiclassPerceptron = defineLoss(
  {
    name: 'multiclassPerceptron',
    family: 'margin',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'scores of the classes', 0),
    options: classOptions,
  },
  (_options, labels: tf.Tensor, logits: tf.Tensor) => {
    const missing = relu(tf.sub(maxExcludingClass(logits), logits));
    return tf.sum(tf.mul(labels, missing), -1);
  },
);
