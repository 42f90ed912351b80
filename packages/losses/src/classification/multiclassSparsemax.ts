import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { simplexProjection } from '../ops/simplexProjection.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Sparsemax loss on logits: like cross-entropy, but a row whose true class is 1 ahead of all others costs
 * exactly nothing.
 *
 *     max_p (⟨z, p⟩ - ½‖p‖²) + ½ - z_c
 *
 * for the true class c, over all distributions p. The highest is reached by p = sparsemax(z), the
 * distribution nearest to z, and the gradient is p minus the one-hot target. So a row whose true class is 1
 * ahead of every other costs exactly 0.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]); for a
 *   distribution the loss is the expected one, Σ_c t_c · loss(c).
 * @param logits - Scores of the classes, shape […, classes]; −∞ for a class that cannot be.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in units of the scores. A class id
 *   outside [0, classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \max_{p \in \Delta} \left( \langle z, p \rangle - \tfrac12 \lVert p \rVert^2 \right) + \tfrac12 - \sum_c t_c z_c
 * @domain Scores are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Probabilities that are exactly 0 for most classes.
 * @avoidWhen You need calibrated probabilities, or gradients for classes far behind: those are 0.
 * @example
 * ```ts
 * multiclassSparsemax(tf.tensor1d([2, 1], 'int32'), tf.tensor2d([[1, 2, 3], [0.5, 0.5, 2]])).dataSync(); // [0.75]
 * ```
 * @see A. F. T. Martins and R. F. Astudillo, From Softmax to Sparsemax: A Sparse Model of Attention and
 *   Multi-Label Classification, 2016, arXiv:1602.02068
 */
export const multiclassSparsemax = defineLoss(
  {
    name: 'multiclassSparsemax',
    aliases: ['tfa.sparsemax', 'tensorflowAddons.sparsemax'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'scores of the classes', 0),
    options: classOptions,
    twiceDifferentiable: true,
  },
  (_options, labels: tf.Tensor, logits: tf.Tensor) => {
    // Relative to the highest score, where nothing cancels; the gradient of that shift is 0.
    const scores = tf.sub(
      logits,
      stopGradient([logits], () => tf.max(logits, -1, true)),
    );
    const nearest = simplexProjection(logits);
    const reached = tf.sub(zeroSafeMultiply(nearest, scores), tf.div(tf.square(nearest), 2));
    const highest = tf.add(tf.sum(reached, -1, true), 0.5);
    return tf.sum(tf.sub(tf.mul(labels, highest), zeroSafeMultiply(labels, scores)), -1);
  },
);
