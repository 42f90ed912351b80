import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';

/**
 * Mean squared error: the squared residual, so that large errors count far more than small ones.
 *
 * The constant that minimises it is the mean. The gradient is 2 (yPred − yTrue), which an outlier can make as
 * large as it likes.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in squared units of `yTrue`.
 * @throws RangeError if the shapes differ.
 * @formula (\hat y - y)^2
 * @domain All real numbers.
 * @useWhen Errors are roughly normal, and the mean is wanted; the default of regression.
 * @avoidWhen Targets have outliers: one of 10 counts like a hundred of 1.
 * @example
 * ```ts
 * meanSquaredError(tf.tensor1d([1, 2]), tf.tensor1d([2, 5])).dataSync(); // [5]
 * ```
 * @see T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009, section
 *   2.4, doi:10.1007/978-0-387-84858-7
 */
export const meanSquaredError = defineLoss(
  {
    name: 'meanSquaredError',
    aliases: ['mse', 'squaredError', 'meanSquaredLoss'],
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    rhoAndPsi(tf.sub(yPred, yTrue), tf.square, (dy, residual) => tf.mul(tf.mul(2, dy), residual)),
);
