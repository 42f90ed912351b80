import * as tf from '@tensorflow/tfjs-core';

import { withGradients } from '../autodiff/withGradients.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { augmentedClassRows } from '../layouts/augmentedClassRows.ts';
import { smoothableClassOptions } from '../layouts/classRows.ts';
import { logAddExp } from '../ops/logAddExp.ts';
import { logSoftmax } from '../ops/logSoftmax.ts';

/** What all have in common: the logarithm of their mean. */
function logOfMean(logs: readonly tf.Tensor[]): tf.Tensor {
  return tf.sub(
    logs.reduce((sum, one) => logAddExp(sum, one)),
    Math.log(logs.length),
  );
}

/** How far each is from the mean of all, p (log p − log m). */
function partsOf(logs: readonly tf.Tensor[]): tf.Tensor[] {
  const mean = logOfMean(logs);
  return logs.map((one) => tf.mul(tf.exp(one), tf.sub(one, mean)));
}

/**
 * Σ of the divergences from the mean of all, for the logarithms of probabilities. In its gradient what the mean moves
 * is left out, because over all of them it cancels.
 */
function divergenceOf(logs: readonly tf.Tensor[]): tf.Tensor {
  return withGradients(
    logs,
    (...given) => tf.sum(tf.addN(partsOf(given)), -1),
    (dy, ...given) => partsOf(given).map((part) => () => tf.mul(tf.expandDims(dy, -1), part)),
  );
}

/**
 * Jensen–Shannon consistency beside cross-entropy: an example is to be classified, and it and two augmentations of it
 * are to be classified alike.
 *
 *     -Σ_c t_c log p_c + alpha · (KL(p ‖ m) + KL(q ‖ m) + KL(r ‖ m)) / 3,  m = (p + q + r) / 3
 *
 * where p, q and r are the softmax of the example and of its augmentations, and t is the target distribution: one-hot
 * for a class id, smoothed and weighted by the options. A row's class weight weighs both parts. The divergence is at
 * most log 3.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores of the example as it is, shape […, classes].
 * @param firstAugmented - Those of an augmentation of it, the shape of `logits`.
 * @param secondAugmented - Those of another one, the shape of `logits`.
 * @param options.alpha - How much the divergence counts, at least 0. Default 12, as in the paper.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0, classes) makes
 *   its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c t_c \log p_c + \tfrac{\alpha}{3} \left( \mathrm{KL}(p \| m) + \mathrm{KL}(q \| m) + \mathrm{KL}(r \| m) \right), \quad m = \tfrac13 (p + q + r)
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen A classifier of pictures is to give the same answer however they are distorted, as with AugMix.
 * @avoidWhen There are no augmentations of each example: crossEntropy; a third of the rows would be enough.
 * @example
 * ```ts
 * const [labels, logits] = [tf.tensor1d([0], 'int32'), tf.tensor2d([[0, 0]])];
 * jsdCrossEntropy(labels, logits, logits, tf.tensor2d([[0, 2]])).dataSync(); // [1.6135]
 * ```
 * @see D. Hendrycks et al., AugMix: A Simple Data Processing Method to Improve Robustness and Uncertainty, 2020,
 *   arXiv:1912.02781
 */
export const jsdCrossEntropy = defineLoss(
  {
    name: 'jsdCrossEntropy',
    aliases: ['augMix'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: augmentedClassRows,
    options: {
      ...smoothableClassOptions,
      alpha: { kind: 'number', default: 12, atLeast: 0 },
    },
  },
  (
    { alpha },
    labels: tf.Tensor,
    logits: tf.Tensor,
    firstAugmented: tf.Tensor,
    secondAugmented: tf.Tensor,
  ) => {
    const all = [logSoftmax(logits), logSoftmax(firstAugmented), logSoftmax(secondAugmented)];
    // Not the first of them: beside a large alpha the gradient of the labels would lose its digits there.
    const ofExample = logSoftmax(logits);
    return tf.sub(
      tf.mul(tf.mul(alpha / all.length, divergenceOf(all)), tf.sum(labels, -1)),
      tf.sum(tf.mul(labels, ofExample), -1),
    );
  },
);
