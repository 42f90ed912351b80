import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';
import { sign } from '../ops/sign.ts';

/**
 * Mean absolute error: the size of the residual, so that an outlier pulls no harder than any other element.
 *
 * The constant that minimises it is the median. The gradient is the residual's sign, 0 at 0 (as in PyTorch;
 * `tf.abs` has −1 there).
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of `yTrue`.
 * @throws RangeError if the shapes differ.
 * @formula |\hat y - y|
 * @domain All real numbers.
 * @useWhen Outliers are many, or the median is wanted.
 * @avoidWhen Training must end exactly: the gradient does not shrink near the target.
 * @example
 * ```ts
 * meanAbsoluteError(tf.tensor1d([1, 2]), tf.tensor1d([2, 5])).dataSync(); // [2]
 * ```
 * @see P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed., 2009, doi:10.1002/9780470434697
 */
export const meanAbsoluteError = defineLoss(
  {
    name: 'meanAbsoluteError',
    aliases: ['mae', 'l1', 'absoluteError', 'absoluteDifference'],
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    rhoAndPsi(tf.sub(yPred, yTrue), tf.abs, (dy, residual) => tf.mul(dy, sign(residual))),
);
