import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { countedClassOptions, countedClassRows } from '../layouts/countedClassRows.ts';
import { crossEntropyOfLogits } from '../ops/crossEntropy/crossEntropyOfLogits.ts';

/**
 * Logit-adjusted cross-entropy: softmax cross-entropy of logits to which the log frequency of each class was added, so
 * that the model learns what speaks for a class beside how frequent it is.
 *
 *     -Σ_c t_c log softmax(logits + tau log π)_c,  π_c = n_c / Σ_j n_j
 *
 * where n_c is the count of class c and t the target distribution: one-hot for a class id. Predictions are made from
 * the logits as they are: the most probable class is then the one that is best where all classes count the same. The
 * counts are those of the training rows and get no gradient.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.classCounts - Rows of each class in the training data, or their shares, shape [classes]; a class
 *   with 0 can't be predicted while training. Default: all equal, which is `crossEntropy`.
 * @param options.tau - How much of the frequency is taken up; 0 gives `crossEntropy`. Default 1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c t_c \log \frac{\pi_c^\tau e^{z_c}}{\sum_j \pi_j^\tau e^{z_j}}
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Some classes are rare in the training data and count as much as the others when judged.
 * @avoidWhen The data that is predicted has the same frequencies: crossEntropy is then right as it is.
 * @example
 * ```ts
 * const logits = tf.tensor2d([[0, 0]]);
 * logitAdjusted(tf.tensor1d([1], 'int32'), logits, { classCounts: [90, 10] }).dataSync(); // [2.3026]
 * ```
 * @see A. K. Menon et al., Long-tail learning via logit adjustment, 2020, arXiv:2007.07314
 */
export const logitAdjusted = defineLoss(
  {
    name: 'logitAdjusted',
    aliases: ['logitAdjustedCrossEntropy', 'balancedSoftmax'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: countedClassRows,
    options: {
      ...countedClassOptions,
      tau: { kind: 'number', default: 1, atLeast: 0 },
    },
    twiceDifferentiable: true,
  },
  ({ classCounts, tau }, labels: tf.Tensor, logits: tf.Tensor) => {
    if (!classCounts || tau === 0) return crossEntropyOfLogits(labels, logits);
    const priors = stopGradient([classCounts], () => tf.mul(tau, tf.log(classCounts)));
    return crossEntropyOfLogits(labels, tf.add(logits, priors));
  },
);
