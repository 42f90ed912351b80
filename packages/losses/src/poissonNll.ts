import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from './contract/defineLoss.ts';
import { elementwise } from './contract/elementwise.ts';

/**
 * Poisson negative log likelihood, for models that predict the logarithm of a rate and are trained on counts.
 *
 *     exp(logRates) - yTrue · logRates
 *
 * The term log(yTrue!) is left out, because it does not depend on the prediction; so the loss can be negative. It is lowest
 * where exp(logRates) is yTrue. As in PyTorch the prediction is the logarithm (`log_input=True`, its default): a rate
 * itself could become negative. A logarithm above 88 is infinity in float32.
 *
 * @param yTrue - Counts, any shape; at least 0, not only whole.
 * @param logRates - Logarithms of the expected counts, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ.
 * @example
 * ```ts
 * poissonNll(tf.tensor1d([1, 3]), tf.tensor1d([0, 1])).dataSync(); // [0.3591]
 * ```
 * @see P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed., 1989, chapter 6, doi:10.1007/978-1-4899-3242-6
 */
export const poissonNll = defineLoss(
  {
    name: 'poissonNll',
    aliases: ['poisson', 'poissonNllLoss'],
    family: 'likelihood',
    target: 'counts',
    prediction: 'values',
    summary: 'How unlikely a count is under a Poisson distribution, given the logarithm of its rate.',
    formula: String.raw`e^{z} - y\,z`,
    domain: 'Counts of at least 0; logarithms of rates are real numbers up to 88.',
    layout: elementwise(
      [
        ['yTrue', 'counts'],
        ['logRates', 'logarithms of the expected counts'],
      ],
      0,
    ),
    source:
      'P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed., 1989, chapter 6, doi:10.1007/978-1-4899-3242-6',
  },
  (_options, yTrue: tf.Tensor, logRates: tf.Tensor) => tf.sub(tf.exp(logRates), tf.mul(yTrue, logRates)),
);
