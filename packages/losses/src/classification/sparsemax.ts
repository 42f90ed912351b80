import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { withGradient } from '../autodiff/withGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { clip } from '../ops/clip.ts';
import { relu } from '../ops/relu.ts';

/** x / 2 + 1/2, kept between 0 and 1. */
function sparseSigmoid(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => clip(tf.div(tf.add(value, 1), 2), 0, 1),
    (dy, value) => {
      const slope = stopGradient([value], () => tf.div(tf.cast(tf.less(tf.abs(value), 1), 'float32'), 2));
      return tf.mul(dy, slope);
    },
  );
}

/** 0 up to −1, x from 1 on, and (x + 1)² / 4 between: softplus with a beginning and an end. */
function sparsePlus(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => tf.add(tf.div(tf.square(tf.add(clip(value, -1, 1), 1)), 4), relu(tf.sub(value, 1))),
    (dy, value) => tf.mul(dy, sparseSigmoid(value)),
  );
}

/**
 * Binary sparsemax loss on logits: like binary cross-entropy, but a logit beyond 1 on the right side costs
 * exactly nothing.
 *
 * The probability of a 1 that belongs to it is x / 2 + 1/2, kept between 0 and 1. So a logit beyond 1 on the
 * right side costs exactly 0 and has gradient 0. `multiclassSparsemax` of the logits 0 and x is the same.
 *
 * @param yTrue - 0 or 1, or a probability between; any shape.
 * @param logits - Scores of a 1, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of the scores.
 * @throws RangeError if the shapes differ.
 * @formula y\,s(-x) + (1 - y)\,s(x),\quad s(x) = \begin{cases} 0 & x \le -1 \\ \frac{(x + 1)^2}{4} & -1 < x < 1 \\ x & x \ge 1 \end{cases}
 * @domain Logits are any real numbers, targets from 0 to 1.
 * @useWhen Two outcomes, and probabilities that reach exactly 0 and 1.
 * @avoidWhen You need a gradient for every example: beyond the margin it is 0.
 * @example
 * ```ts
 * sparsemax(tf.tensor1d([1, 0]), tf.tensor1d([0, 2])).dataSync(); // [1.125]
 * ```
 * @see A. F. T. Martins and R. F. Astudillo, From Softmax to Sparsemax, 2016, arXiv:1602.02068; M. Blondel,
 *   A. F. T. Martins and V. Niculae, Learning with Fenchel-Young Losses, 2020, section 4.4, arXiv:1901.02324
 */
export const sparsemax = defineLoss(
  {
    name: 'sparsemax',
    aliases: ['binarySparsemax'],
    family: 'classification',
    target: 'binary',
    prediction: 'logits',
    layout: elementwise(
      [
        ['yTrue', '0 or 1, or a probability between'],
        ['logits', 'scores of a 1'],
      ],
      0,
    ),
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, logits: tf.Tensor) =>
    tf.add(tf.mul(yTrue, sparsePlus(tf.neg(logits))), tf.mul(tf.sub(1, yTrue), sparsePlus(logits))),
);
