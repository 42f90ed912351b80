import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classRows, smoothableClassOptions } from '../layouts/classRows.ts';
import { clampedLog } from '../ops/clampedLog.ts';

/**
 * Cross-entropy on probabilities: minus the log probability that the model gives to the true class.
 *
 *     -Σ_c t_c log p_c
 *
 * where t is the target distribution: one-hot for a class id, smoothed and weighted by the options. The
 * logarithm has PyTorch's limits for probabilities: not below −100, and the gradient divides by no less than
 * 1e-12. The rows are taken as they are; Keras divides each by its sum first. Where a model ends in logits,
 * `crossEntropy` is exact.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param probabilities - Probabilities, shape […, classes]; each row sums to 1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c t_c \log p_c
 * @domain Probabilities from 0 to 1, each row summing to 1; labels are class ids or distributions that sum to
 *   1.
 * @useWhen The model already ends in a softmax and cannot be changed.
 * @avoidWhen You have logits: crossEntropy is exact where a probability rounds to 0.
 * @example
 * ```ts
 * categoricalCrossEntropy(tf.tensor1d([1], 'int32'), tf.tensor2d([[0.2, 0.3, 0.5]])).dataSync(); // [1.204]
 * ```
 * @see I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, MIT Press, 2016, section 6.2.2
 */
export const categoricalCrossEntropy = defineLoss(
  {
    name: 'categoricalCrossEntropy',
    aliases: ['cce', 'sparseCategoricalCrossEntropy'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: classRows('probabilities', 'probabilities of the classes', 0.5),
    options: smoothableClassOptions,
    twiceDifferentiable: true,
  },
  (_options, labels: tf.Tensor, probabilities: tf.Tensor) =>
    tf.neg(tf.sum(tf.mul(labels, clampedLog(probabilities)), -1)),
);
