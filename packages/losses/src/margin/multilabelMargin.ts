import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import type { Layout } from '../contract/Layout.ts';
import { rows } from '../layouts/rows.ts';
import { relu } from '../ops/relu.ts';

const plain = rows('classes', [
  { name: 'yTrue', meaning: '1 for the classes of the row, else 0', perElement: 'row', neutral: 0 },
  { name: 'logits', meaning: 'scores of the classes', perElement: 'row', neutral: 0 },
]);

/** A row with a target that is not from 0 to 1 is NaN: it may be a list of class ids. */
const membershipRows: Layout = {
  ...plain,
  prepare(...given) {
    const prepared = plain.prepare(...given);
    const [targets] = prepared.inputs;
    const invalid =
      targets &&
      stopGradient([targets], () => tf.any(tf.logicalOr(tf.less(targets, 0), tf.greater(targets, 1)), -1));
    return { ...prepared, invalid };
  },
};

/**
 * Multi-label margin loss: the margin violations between each class of the row and each other class.
 *
 *     1/C Σ_j Σ_{i ≠ j} y_j (1 - y_i) max(0, 1 - z_j + z_i)
 *
 * with C classes. A row that belongs to no class or to all of them costs 0. PyTorch gives the classes of a
 * row as a list of ids that ends at the first −1 (and counts one that stands there twice as two); here a row
 * has a 0 or 1 for each class, so that no place of the list has a meaning, and a row with a target below 0 or
 * above 1 is NaN. The gradient at the edge of the margin is 0. Takes memory for rows × classes² numbers.
 *
 * @param yTrue - For every class 1 if the row belongs to it, else 0; shape […, classes]. With a probability
 *   between, the loss is the expected one for classes that come independently.
 * @param logits - Scores of the classes, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in units of the scores.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \frac1C \sum_j \sum_{i \ne j} y_j (1 - y_i) \max(0, 1 - z_j + z_i)
 * @domain Scores are any real numbers, targets from 0 to 1.
 * @useWhen Rows with several true classes, of which each should score above all false ones.
 * @avoidWhen You need a probability per label: multilabelSoftMargin gives one.
 * @example
 * ```ts
 * multilabelMargin(tf.tensor2d([[1, 0, 0, 1]]), tf.tensor2d([[0.1, 0.2, 0.4, 0.8]])).dataSync(); // [0.85]
 * ```
 * @see A. Elisseeff and J. Weston, A kernel method for multi-labelled classification, Advances in Neural
 *   Information Processing Systems 14, MIT Press, 2002
 */
export const multilabelMargin = defineLoss(
  {
    name: 'multilabelMargin',
    family: 'margin',
    target: 'multilabel',
    prediction: 'logits',
    layout: membershipRows,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, logits: tf.Tensor) => {
    const classes = logits.shape.at(-1) ?? 0;
    const rowCount = logits.size / classes;
    const asColumn = (x: tf.Tensor) => tf.reshape(x, [rowCount, classes, 1]);
    const asRow = (x: tf.Tensor) => tf.reshape(x, [rowCount, 1, classes]);
    const missing = relu(tf.add(1, tf.sub(asRow(logits), asColumn(logits))));
    const isPair = tf.mul(asColumn(yTrue), asRow(tf.sub(1, yTrue)));
    const costs = tf.mul(tf.mul(isPair, missing), tf.sub(1, tf.eye(classes)));
    return tf.div(tf.reshape(tf.sum(costs, [1, 2]), logits.shape.slice(0, -1)), classes);
  },
);
