import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classRows, smoothableClassOptions } from '../layouts/classRows.ts';
import { crossEntropyAndError } from '../ops/crossEntropy/crossEntropyAndError.ts';

/**
 * Poly-1 cross-entropy on logits: softmax cross-entropy with another weight on the first term of its
 * polynomial.
 *
 *     Σ_c t_c (-log p_c + epsilon (1 - p_c)),  p = softmax(logits)
 *
 * where t is the target distribution: one-hot for a class id, smoothed and weighted by the options.
 * Cross-entropy is Σ_j (1 - p)^j / j over all j ≥ 1, and only the coefficient of j = 1 changes. A class with
 * target 0 contributes 0 even at a logit of −∞.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.epsilon - What is added to the coefficient 1 of the first term; ≥ −1. The paper has 2 for
 *   pictures, −1 for detection; 0 gives `crossEntropy`. Default 2, as in Optax.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`. A class id outside [0, classes) makes
 *   its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_c t_c \left( -\log p_c + \varepsilon (1 - p_c) \right),\quad p_c = \frac{e^{z_c}}{\sum_j e^{z_j}}
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen crossEntropy works, and one more number is worth tuning.
 * @avoidWhen You have no budget for tuning: with epsilon 0 it is crossEntropy.
 * @example
 * ```ts
 * poly1CrossEntropy(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0]])).dataSync(); // [1.6931]
 * ```
 * @see Z. Leng et al., PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions, 2022,
 *   arXiv:2204.12511
 */
export const poly1CrossEntropy = defineLoss(
  {
    name: 'poly1CrossEntropy',
    aliases: ['polyLoss', 'poly1', 'polyLossCrossEntropy'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'unnormalised scores', 0),
    options: {
      ...smoothableClassOptions,
      epsilon: {
        kind: 'number',
        default: 2,
        atLeast: -1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ epsilon }, labels: tf.Tensor, logits: tf.Tensor) => crossEntropyAndError(labels, logits, 1, epsilon),
);
