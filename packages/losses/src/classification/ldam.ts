import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { countedClassOptions, countedClassRows } from '../layouts/countedClassRows.ts';
import { logOdds } from '../ops/crossEntropy/logOdds.ts';

/** Margins in proportion to count^(−1/4), the largest `maxMargin`; that of a class without rows is it, too. */
function marginsOf(counts: tf.Tensor, maxMargin: number): tf.Tensor {
  return stopGradient([counts], () => {
    const atLeastOne = tf.maximum(counts, 1);
    return tf.mul(maxMargin, tf.pow(tf.div(tf.min(atLeastOne), atLeastOne), 0.25));
  });
}

/**
 * Label-distribution-aware margin loss on logits: softmax cross-entropy in which the true class must be ahead by a
 * margin, a wider one for rarer classes.
 *
 *     -Σ_c t_c log(e^{s(z_c - Δ_c)} / (e^{s(z_c - Δ_c)} + Σ_{j≠c} e^{s z_j})),  Δ_c = maxMargin · (n_min / n_c)^(1/4)
 *
 * where s is `scale`, n_c the count of class c and t the target distribution: one-hot for a class id. For a
 * distribution the loss is the expected one over its classes. Logits are meant to be cosines, of a last layer with
 * features and weights of length 1; the counts are those of the training rows and get no gradient.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Scores of the classes, shape […, classes]; cosines in the paper.
 * @param options.classCounts - Rows of each class in the training data, shape [classes]; below 1 counts as 1.
 *   Default: all equal.
 * @param options.maxMargin - Margin of the rarest class, ≥ 0. Default 0.5.
 * @param options.scale - What scores and margins are multiplied by, above 0. Default 30.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula -\sum_c t_c \log \frac{e^{s (z_c - \Delta_c)}}{e^{s (z_c - \Delta_c)} + \sum_{j \ne c} e^{s z_j}},\quad \Delta_c = m \Big( \frac{\min_j n_j}{n_c} \Big)^{1/4}
 * @domain Logits are any real numbers, cosines for the default scale; labels are class ids or distributions.
 * @useWhen Some classes are much rarer than others, and the last layer gives cosines.
 * @avoidWhen Classes are balanced, or logits are not bounded: the scale makes them far too sure.
 * @example
 * ```ts
 * const logits = tf.tensor2d([[0.5, 0.5]]);
 * ldam(tf.tensor1d([1], 'int32'), logits, { classCounts: [160, 10] }).dataSync(); // [15]
 * ```
 * @see K. Cao et al., Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss, 2019, arXiv:1906.07413
 */
export const ldam = defineLoss(
  {
    name: 'ldam',
    aliases: ['labelDistributionAwareMargin'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: countedClassRows,
    options: {
      ...countedClassOptions,
      maxMargin: { kind: 'number', default: 0.5, atLeast: 0 },
      scale: { kind: 'number', default: 30, above: 0 },
    },
    twiceDifferentiable: true,
  },
  ({ classCounts, maxMargin, scale }, labels: tf.Tensor, logits: tf.Tensor) => {
    const margins = classCounts ? marginsOf(classCounts, maxMargin) : maxMargin;
    const behind = tf.sub(tf.mul(scale, margins), logOdds(tf.mul(scale, logits)));
    return tf.sum(tf.mul(labels, tf.softplus(behind)), -1);
  },
);
