import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { oneHot } from '../ops/oneHot.ts';

/**
 * Zero-one loss: 1 where the highest score is not the true class, so that its mean is the error rate.
 *
 * For a distribution t over the classes that is the probability that the predicted class is wrong. Of equal
 * scores the lowest class wins. The gradient with respect to the scores is 0 everywhere: the loss measures,
 * and cannot train.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - Scores, shape […, classes]; probabilities do as well, because only their order counts.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`; a share from 0 to 1. A class id outside
 *   [0, classes) makes its row NaN, and so does a NaN among the logits.
 * @throws RangeError if the shapes don't fit; TypeError for class ids that are not int32.
 * @formula \sum_c t_c\,[c \ne \arg\max_j z_j]
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen Evaluation: its mean is the error rate.
 * @avoidWhen Training: its gradient is 0 everywhere.
 * @example
 * ```ts
 * zeroOne(tf.tensor1d([1, 1], 'int32'), tf.tensor2d([[0, 3], [2, 1]])).dataSync(); // [0.5]
 * ```
 * @see T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009, section
 *   2.4, doi:10.1007/978-0-387-84858-7
 */
export const zeroOne = defineLoss(
  {
    name: 'zeroOne',
    aliases: ['errorRate'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'scores of which only the order counts', 0),
    options: classOptions,
    differentiable: false,
  },
  (_options, labels: tf.Tensor, logits: tf.Tensor) => {
    const wrong = stopGradient([logits], () => {
      const predicted = oneHot(tf.argMax(logits, -1), logits.shape.at(-1) ?? 0);
      return tf.where(tf.isNaN(logits), logits, tf.sub(1, predicted));
    });
    return tf.sum(tf.mul(labels, wrong), -1);
  },
);
