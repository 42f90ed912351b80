import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';

/**
 * Half the squared error: half the squared residual, so that the gradient is the residual itself.
 *
 * Equals minus the log likelihood of a normal distribution with variance 1, up to a constant. Optax calls it
 * `l2_loss`.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in squared units of `yTrue`.
 * @throws RangeError if the shapes differ.
 * @formula \frac12 (\hat y - y)^2
 * @domain All real numbers.
 * @useWhen Squared error whose gradient is the residual itself, as many papers and Optax write it.
 * @avoidWhen Outliers are in the targets; see meanSquaredError.
 * @example
 * ```ts
 * halfSquaredError(tf.tensor1d([1, 2]), tf.tensor1d([2, 5])).dataSync(); // [2.5]
 * ```
 * @see T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009, section
 *   2.4, doi:10.1007/978-0-387-84858-7
 */
export const halfSquaredError = defineLoss(
  {
    name: 'halfSquaredError',
    aliases: ['halfMse', 'optax.l2Loss'],
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    rhoAndPsi(
      tf.sub(yPred, yTrue),
      (residual) => tf.mul(0.5, tf.square(residual)),
      (dy, residual) => tf.mul(dy, residual),
    ),
);
