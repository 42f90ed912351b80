import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classRows, smoothableClassOptions } from '../layouts/classRows.ts';
import { crossEntropyAndError } from '../ops/crossEntropy/crossEntropyAndError.ts';

/**
 * Symmetric cross-entropy on logits, for labels of which some are wrong: cross-entropy, and the same with target and
 * prediction exchanged, which hardly pulls where the model is sure of another class.
 *
 *     Σ_c t_c (-alpha log p_c - beta log(minTarget) (1 - p_c)),  p = softmax(logits)
 *
 * where t is the target distribution: one-hot for a class id, smoothed and weighted by the options. The reverse
 * cross-entropy -Σ_j p_j log q_j of a one-hot target q needs a number for log 0, which is log(minTarget); what is left
 * of it is the second term. For a distribution the loss is the expected one over its classes. It is `alpha` times
 * `poly1CrossEntropy` with `epsilon` -beta log(minTarget) / alpha.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.alpha - Factor of the cross-entropy, ≥ 0. Default 0.1, the paper's for CIFAR-10; 6 for CIFAR-100.
 * @param options.beta - Factor of the reverse cross-entropy, ≥ 0. Default 1; 0.1 for CIFAR-100.
 * @param options.minTarget - The probability that stands for a target of 0 in the reverse one, above 0 and at most 1.
 *   Default 0.0001, that of the authors' code; the paper's A is its logarithm.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_c t_c \left( -\alpha \log p_c - \beta \log(q_{\min}) (1 - p_c) \right),\quad p_c = \frac{e^{z_c}}{\sum_j e^{z_j}}
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Labels are noisy, and cross-entropy learns the noise of easy classes before the hard ones.
 * @avoidWhen Labels are clean: crossEntropy has two numbers less to tune.
 * @example
 * ```ts
 * symmetricCrossEntropy(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0]])).dataSync(); // [4.6745]
 * ```
 * @see Y. Wang et al., Symmetric Cross Entropy for Robust Learning with Noisy Labels, 2019,
 *   doi:10.1109/ICCV.2019.00041, arXiv:1908.06112
 */
export const symmetricCrossEntropy = defineLoss(
  {
    name: 'symmetricCrossEntropy',
    aliases: ['sce'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'unnormalised scores', 0),
    options: {
      ...smoothableClassOptions,
      alpha: { kind: 'number', default: 0.1, atLeast: 0 },
      beta: { kind: 'number', default: 1, atLeast: 0 },
      minTarget: { kind: 'number', default: 1e-4, above: 0, atMost: 1 },
    },
    twiceDifferentiable: true,
  },
  ({ alpha, beta, minTarget }, labels: tf.Tensor, logits: tf.Tensor) =>
    crossEntropyAndError(labels, logits, alpha, -beta * Math.log(minTarget)),
);
