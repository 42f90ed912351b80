import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { exp } from '../ops/exp.ts';

/**
 * Gamma negative log-likelihood: how unlikely a positive amount is under a gamma distribution, given the
 * logarithm of its mean.
 *
 * What counts is the ratio of target and mean: 1 against 2 costs what 1,000 against 2,000 does. As it stands
 * it is minus the log density of the exponential distribution, the gamma distribution of shape 1. With another
 * shape, shared by all rows, it is that many times as large, but for what does not depend on the prediction.
 * Half of scikit-learn's deviance is this loss less log(yTrue) + 1, 0 where exp(logMeans) is yTrue.
 *
 * @param yTrue - Amounts, any shape; above 0.
 * @param logMeans - Logarithms of the expected amounts, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ.
 * @formula y\,e^{-z} + z
 * @domain Amounts above 0; logarithms of means of at least −88.
 * @useWhen Amounts are positive and spread in proportion to their mean: costs, waiting times, incomes.
 * @avoidWhen Amounts can be 0: tweedie; or the spread is the same everywhere: meanSquaredError.
 * @example
 * ```ts
 * gammaNll(tf.tensor1d([1, 4]), tf.tensor1d([0, 1])).dataSync(); // [1.7358]
 * ```
 * @see P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed., 1989, chapter 8,
 *   doi:10.1007/978-1-4899-3242-6
 */
export const gammaNll = defineLoss(
  {
    name: 'gammaNll',
    aliases: ['gamma', 'gammaDeviance', 'meanGammaDeviance'],
    family: 'likelihood',
    target: 'positive continuous',
    prediction: 'logRates',
    layout: elementwise(
      [
        ['yTrue', 'amounts'],
        ['logMeans', 'logarithms of the expected amounts'],
      ],
      0,
    ),
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, logMeans: tf.Tensor) => tf.add(tf.mul(yTrue, exp(tf.neg(logMeans))), logMeans),
);
