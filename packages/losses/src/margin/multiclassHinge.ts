import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { maxExcludingClass } from '../ops/crossEntropy/maxExcludingClass.ts';
import { relu } from '../ops/relu.ts';

/**
 * Multiclass hinge loss of Crammer and Singer: by how much the true class misses a margin of 1 over the best
 * other one.
 *
 *     max(0, 1 + max_{i ≠ c} logits_i - logits_c)
 *
 * for the true class c. The gradient is 1 at the best other class and −1 at the true one, or 0 everywhere
 * from a margin of 1 on; of equal best classes the first gets it. With one class the loss is 0.
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
 * @formula \sum_c t_c \max\left(0, 1 + \max_{i \ne c} z_i - z_c\right)
 * @domain Scores are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen A multiclass support vector machine: only the best wrong class counts.
 * @avoidWhen You need probabilities, or all wrong classes should learn at each step.
 * @example
 * ```ts
 * multiclassHinge(tf.tensor1d([2, 0], 'int32'), tf.tensor2d([[1, 2, 2.5], [-1, 1, 0]])).dataSync(); // [1.75]
 * ```
 * @see K. Crammer and Y. Singer, On the Algorithmic Implementation of Multiclass Kernel-based Vector
 *   Machines, 2001, JMLR 2; S. S. Keerthi et al., A sequential dual method for large scale multi-class linear
 *   SVMs, 2008, doi:10.1145/1401890.1401942
 */
export const multiclassHinge = defineLoss(
  {
    name: 'multiclassHinge',
    aliases: ['crammerSinger'],
    family: 'margin',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'scores of the classes', 0),
    options: classOptions,
  },
  (_options, labels: tf.Tensor, logits: tf.Tensor) => {
    const missing = relu(tf.add(1, tf.sub(maxExcludingClass(logits), logits)));
    return tf.sum(tf.mul(labels, missing), -1);
  },
);
