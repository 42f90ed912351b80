import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { classRows, smoothableClassOptions } from '../layouts/classRows.ts';
import { logSoftmax } from '../ops/logSoftmax.ts';

/**
 * Generalized cross-entropy on logits, for labels of which some are wrong: between cross-entropy and the mean
 * absolute error.
 *
 *     Σ_c t_c (1 - p_c^q) / q,  p = softmax(logits)
 *
 * where t is the target distribution: one-hot for a class id, smoothed and weighted by the options. Towards q
 * = 0 it is `crossEntropy`; at q = 1 it is 1 − p, half the absolute error of the probabilities. It is never
 * above 1/q, and its gradient is that of cross-entropy times p^q, so a row that the model finds impossible
 * hardly pulls. The power is taken in log space, where a probability that rounds to 0 still has a gradient.
 * Keras takes probabilities, and its default is q = 0.5.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Unnormalised scores, shape […, classes].
 * @param options.q - How little a row counts that the model finds unlikely; above 0, at most 1. Default 0.7,
 *   the paper's.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @param options.labelSmoothing - Share of each target spread evenly over all classes, 0 to 1. Default 0.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; 0 to 1/q for each row. A class id
 *   outside [0, classes) makes its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_c t_c \frac{1 - p_c^q}{q},\quad p_c = \frac{e^{z_c}}{\sum_j e^{z_j}}
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Labels are noisy: it lies between crossEntropy and the absolute error of probabilities.
 * @avoidWhen Labels are clean or classes are many: it learns hard rows slowly.
 * @example
 * ```ts
 * generalizedCrossEntropy(tf.tensor1d([1], 'int32'), tf.tensor2d([[0, 0]])).dataSync(); // [0.5492]
 * ```
 * @see Z. Zhang and M. R. Sabuncu, Generalized Cross Entropy Loss for Training Deep Neural Networks with
 *   Noisy Labels, 2018, arXiv:1805.07836
 */
export const generalizedCrossEntropy = defineLoss(
  {
    name: 'generalizedCrossEntropy',
    aliases: ['gce', 'categoricalGeneralizedCrossEntropy'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'unnormalised scores', 0),
    options: {
      ...smoothableClassOptions,
      q: {
        kind: 'number',
        default: 0.7,
        above: 0,
        atMost: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ q }, labels: tf.Tensor, logits: tf.Tensor) => {
    const powerMinusOne = tf.expm1(tf.mul(q, logSoftmax(logits)));
    return tf.div(tf.sum(tf.mul(labels, powerMinusOne), -1), -q);
  },
);
