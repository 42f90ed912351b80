import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Negative log likelihood: minus the log probability of the true class, given log probabilities.
 *
 *     -Σ_c t_c ℓ_c
 *
 * where ℓ are the log probabilities and t is one-hot for a class id. A class with target 0 contributes 0 even
 * where its log probability is −∞. Nothing checks that the rows are normalised.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logProbabilities - Log probabilities, shape […, classes].
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c t_c\, \ell_c
 * @domain Log probabilities are at most 0, −∞ included; labels are class ids or distributions that sum to 1.
 * @useWhen The model ends in a log-softmax, or its log probabilities come from elsewhere.
 * @avoidWhen You have logits: crossEntropy normalises them itself.
 * @example
 * ```ts
 * nll(tf.tensor1d([1], 'int32'), tf.log(tf.tensor2d([[0.2, 0.3, 0.5]]))).dataSync(); // [1.204]
 * ```
 * @see R. A. Fisher, On the Mathematical Foundations of Theoretical Statistics, 1922,
 *   doi:10.1098/rsta.1922.0009
 */
export const nll = defineLoss(
  {
    name: 'nll',
    aliases: ['negativeLogLikelihood'],
    family: 'likelihood',
    target: 'multiclass',
    prediction: 'logProbabilities',
    layout: classRows('logProbabilities', 'log probabilities of the classes', 0),
    options: classOptions,
    twiceDifferentiable: true,
  },
  (_options, labels: tf.Tensor, logProbabilities: tf.Tensor) =>
    tf.neg(tf.sum(zeroSafeMultiply(labels, logProbabilities), -1)),
);
