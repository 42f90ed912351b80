import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { logOdds } from '../ops/crossEntropy/logOdds.ts';
import { step } from '../ops/sign.ts';

/** x log x, which is 0 at 0. */
function entropyTerm(x: number): number {
  return x === 0 ? 0 : x * Math.log(x);
}

/**
 * Label relaxation on logits: label smoothing in which the model may spread the smoothed share over the other classes
 * as it likes, and a row that gives the true class enough costs exactly nothing.
 *
 *     Σ_c t_c · [p_c < 1 - alpha] · ((1 - alpha) log((1 - alpha) / p_c) + alpha log(alpha / (1 - p_c)))
 *
 * for p = softmax(logits) and the target distribution t: one-hot for a class id. That is the smallest KL divergence
 * to the prediction from any distribution that gives the true class at least 1 − alpha. It reaches 0 with slope 0. For
 * a distribution the loss is the expected one over its classes.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.alpha - Probability that is left to the other classes; at least 0, below 1, and 0 gives
 *   `crossEntropy`. Default 0.1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; in nats. A class id outside [0,
 *   classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_c t_c [p_c < 1 - \alpha] \left( (1 - \alpha) \log \frac{1 - \alpha}{p_c} + \alpha \log \frac{\alpha}{1 - p_c} \right)
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Probabilities shall be calibrated, and label smoothing makes all wrong classes the same.
 * @avoidWhen Rows that are right must go on teaching, as for distillation: they have no gradient here.
 * @example
 * ```ts
 * labelRelaxation(tf.tensor1d([1, 1], 'int32'), tf.tensor2d([[0, 0], [0, 3]])).dataSync(); // [0.184]
 * ```
 * @see J. Lienen and E. Hüllermeier, From Label Smoothing to Label Relaxation, 2021,
 *   doi:10.1609/aaai.v35i10.17041
 */
export const labelRelaxation = defineLoss(
  {
    name: 'labelRelaxation',
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'unnormalised scores', 0),
    options: {
      ...classOptions,
      alpha: { kind: 'number', default: 0.1, atLeast: 0, below: 1 },
    },
    twiceDifferentiable: true,
  },
  ({ alpha }, labels: tf.Tensor, logits: tf.Tensor) => {
    const odds = logOdds(logits);
    const divergence = tf.add(
      tf.add(tf.mul(1 - alpha, tf.softplus(tf.neg(odds))), tf.mul(alpha, tf.softplus(odds))),
      entropyTerm(1 - alpha) + entropyTerm(alpha),
    );
    const isShort = step(tf.sub(Math.log((1 - alpha) / alpha), odds));
    return tf.sum(tf.mul(labels, tf.mul(isShort, divergence)), -1);
  },
);
