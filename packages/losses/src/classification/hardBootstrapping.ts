import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { logSoftmax } from '../ops/logSoftmax.ts';
import { oneHot } from '../ops/oneHot.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Hard bootstrapping on logits, for labels of which some are wrong: cross-entropy to a mixture of the label and the
 * class that the model finds most probable.
 *
 *     -Σ_c (beta t_c + (1 - beta) [c = ĉ]) log p_c,  p = softmax(logits), ĉ = argmax p
 *
 * where t is the target distribution: one-hot for a class id. A row whose label the model is sure to be wrong pulls
 * towards both. Of equal probabilities the first is ĉ, and the gradient is that of it. Where the target is weighted by
 * class, so is ĉ.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.beta - Share of the label in the target, 0 to 1; 1 gives `crossEntropy`. Default 0.8.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c \left( \beta t_c + (1 - \beta) [c = \hat c] \right) \log p_c,\quad p_c = \frac{e^{z_c}}{\sum_j e^{z_j}},\ \hat c = \arg\max_c p_c
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Some labels are wrong, and the model that is trained on is right about most of them.
 * @avoidWhen Training starts from nothing: first guesses are held to be true.
 * @example
 * ```ts
 * hardBootstrapping(tf.tensor1d([0], 'int32'), tf.tensor2d([[0, 1]])).dataSync(); // [1.1133]
 * ```
 * @see S. Reed et al., Training Deep Neural Networks on Noisy Labels with Bootstrapping, 2014, arXiv:1412.6596
 */
export const hardBootstrapping = defineLoss(
  {
    name: 'hardBootstrapping',
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'unnormalised scores', 0),
    options: {
      ...classOptions,
      beta: { kind: 'number', default: 0.8, atLeast: 0, atMost: 1 },
    },
    twiceDifferentiable: true,
  },
  ({ beta }, labels: tf.Tensor, logits: tf.Tensor) => {
    const classes = logits.shape.at(-1) ?? 0;
    const isHighest = stopGradient([logits], () => oneHot(tf.argMax(logits, -1), classes));
    const predicted = tf.mul(tf.sum(labels, -1, true), isHighest);
    const targets = tf.add(tf.mul(beta, labels), tf.mul(1 - beta, predicted));
    return tf.neg(tf.sum(zeroSafeMultiply(targets, logSoftmax(logits)), -1));
  },
);
