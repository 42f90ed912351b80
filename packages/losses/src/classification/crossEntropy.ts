import type * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classIdRows } from '../layouts/classIdRows.ts';
import { smoothableClassOptions } from '../layouts/classRows.ts';
import { crossEntropyOfIds } from '../ops/crossEntropy/crossEntropyOfIds.ts';
import { crossEntropyOfKnownIds } from '../ops/crossEntropy/crossEntropyOfKnownIds.ts';
import { crossEntropyOfLogits } from '../ops/crossEntropy/crossEntropyOfLogits.ts';

/**
 * Softmax cross-entropy on logits: minus the log probability that the softmax of the logits gives to the true
 * class.
 *
 *     -Σ_c t_c log softmax(logits)_c
 *
 * where t is the target distribution: one-hot for a class id, smoothed and weighted by the options. A class
 * with target 0 contributes 0 even at a logit of −∞.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c, where PyTorch divides by the number of rows.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c t_c \log \frac{e^{z_c}}{\sum_j e^{z_j}}
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen One class out of several; the default of classification.
 * @avoidWhen Several labels may be true at once (binaryCrossEntropyWithLogits), or many labels are wrong
 *   (generalizedCrossEntropy).
 * @example
 * ```ts
 * crossEntropy(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0]])).dataSync(); // [0.6931]
 * ```
 * @see I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, 2016, section 6.2.2; label smoothing: C.
 *   Szegedy et al., 2016, arXiv:1512.00567
 */
export const crossEntropy = defineLoss<[labels: tf.Tensor, logits: tf.Tensor], typeof smoothableClassOptions>(
  {
    name: 'crossEntropy',
    aliases: [
      'softmaxCrossEntropy',
      'ce',
      'softmaxCrossEntropyWithLogits',
      'softmaxCrossEntropyWithIntegerLabels',
      'sparseSoftmaxCrossEntropy',
      'sparseSoftmaxCrossEntropyWithLogits',
      'safeSoftmaxCrossEntropy',
      'softTargetCrossEntropy',
    ],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classIdRows('logits', 'unnormalised scores', 0),
    options: smoothableClassOptions,
    twiceDifferentiable: true,
  },
  (_options, labels: tf.Tensor, logits: tf.Tensor, kept?: tf.Tensor) => {
    if (kept) return crossEntropyOfIds(labels, logits, kept);
    const areIds = labels.rank < logits.rank;
    return areIds ? crossEntropyOfKnownIds(labels, logits) : crossEntropyOfLogits(labels, logits);
  },
);
