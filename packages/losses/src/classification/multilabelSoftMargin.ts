import * as tf from '@tensorflow/tfjs-core';

import { checkSameShape } from '../contract/checks.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';

/**
 * Multi-label soft margin loss: binary cross-entropy of every class, averaged over the classes of a row.
 *
 *     -1/C Σ_c w_c (y_c log σ(z_c) + (1 - y_c) log σ(-z_c))
 *
 * with C classes and the logistic σ. A row may belong to any number of classes. As in PyTorch the class
 * weights are factors only: each row has all classes, so the mean divides by the rows, and by C within a row,
 * whatever the class weights.
 *
 * @param yTrue - For every class 1 if the row belongs to it, else 0, or a probability between; shape […,
 *   classes].
 * @param logits - Log odds of each class, the shape of `yTrue`.
 * @param options.classWeights - One factor ≥ 0 per class. Default: all 1.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ, there is no last axis, or `classWeights` has another length.
 * @formula -\frac1C \sum_c w_c \left( y_c \log \sigma(z_c) + (1 - y_c) \log \sigma(-z_c) \right)
 * @domain Logits are any real numbers, targets from 0 to 1.
 * @useWhen Rows with several labels, and one value per row.
 * @avoidWhen You want weights per label and element: binaryCrossEntropyWithLogits is the same without the
 *   mean.
 * @example
 * ```ts
 * multilabelSoftMargin(tf.tensor2d([[1, 0, 1]]), tf.tensor2d([[1, 2, 3]])).dataSync(); // [0.8296]
 * ```
 * @see M.-L. Zhang and Z.-H. Zhou, A Review on Multi-Label Learning Algorithms, 2014 (binary relevance),
 *   doi:10.1109/TKDE.2013.39
 */
export const multilabelSoftMargin = defineLoss(
  {
    name: 'multilabelSoftMargin',
    aliases: ['multilabelCrossEntropy'],
    family: 'classification',
    target: 'multilabel',
    prediction: 'logits',
    layout: rows('classes', [
      { name: 'yTrue', meaning: '1 for the classes of the row, else 0', perElement: 'row', neutral: 0 },
      { name: 'logits', meaning: 'log odds of each class', perElement: 'row', neutral: 0 },
    ]),
    options: {
      classWeights: {
        kind: 'tensor',
      },
    },
    twiceDifferentiable: true,
  },
  ({ classWeights }, yTrue: tf.Tensor, logits: tf.Tensor) => {
    const perClass = tf.add(
      tf.mul(yTrue, tf.softplus(tf.neg(logits))),
      tf.mul(tf.sub(1, yTrue), tf.softplus(logits)),
    );
    if (!classWeights) return tf.mean(perClass, -1);
    checkSameShape(
      'multilabelSoftMargin',
      ['classWeights', 'a row of classes'],
      [classWeights, tf.zeros([logits.shape.at(-1) ?? 0])],
    );
    return tf.mean(tf.mul(perClass, classWeights), -1);
  },
);
