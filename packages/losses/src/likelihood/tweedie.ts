import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { exp } from '../ops/exp.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Tweedie negative log-likelihood: how unlikely an amount, which is often exactly 0, is under a compound of
 * Poisson and gamma, given the logarithm of its mean.
 *
 * The variance grows like the mean to the `power`: 1 would be `poissonNll`, 2 `gammaNll`. What does not
 * depend on the prediction is left out, as in XGBoost and LightGBM. With y^(2 − p) / ((1 − p)(2 − p)) added it
 * is half of scikit-learn's deviance, 0 where exp(logMeans) is yTrue. Near a power of 1 the losses are large,
 * and differ in their last digits only; the gradient is exact.
 *
 * @param yTrue - Amounts, any shape; at least 0.
 * @param logMeans - Logarithms of the expected amounts, the shape of `yTrue`.
 * @param options.power - How the variance grows with the mean; between 1 and 2. Default 1.5.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`.
 * @throws RangeError if the shapes differ or `power` is not between 1 and 2.
 * @formula \frac{y\, e^{(1 - p) z}}{p - 1} + \frac{e^{(2 - p) z}}{2 - p}
 * @domain Amounts of at least 0; logarithms of means from −88 / (p − 1) to 88 / (2 − p).
 * @useWhen Amounts are often 0 and else positive and skewed: claims, rain, sales of a product.
 * @avoidWhen Targets are never 0: gammaNll; or are counts: poissonNll and negativeBinomialNll.
 * @example
 * ```ts
 * tweedie(tf.tensor1d([0, 4]), tf.tensor1d([0, 1])).dataSync(); // [5.0748]
 * ```
 * @see B. Jørgensen, Exponential Dispersion Models, 1987, doi:10.1111/j.2517-6161.1987.tb01685.x
 */
export const tweedie = defineLoss(
  {
    name: 'tweedie',
    aliases: ['tweedieNll', 'tweedieDeviance', 'meanTweedieDeviance'],
    family: 'likelihood',
    target: 'nonnegative continuous',
    prediction: 'logRates',
    layout: elementwise(
      [
        ['yTrue', 'amounts'],
        ['logMeans', 'logarithms of the expected amounts'],
      ],
      0,
    ),
    options: {
      power: {
        kind: 'number',
        default: 1.5,
        above: 1,
        below: 2,
      },
    },
    twiceDifferentiable: true,
  },
  ({ power }, yTrue: tf.Tensor, logMeans: tf.Tensor) => {
    const meanTo = (exponent: number, z: tf.Tensor) => exp(tf.mul(exponent, z));
    return {
      inputs: [yTrue, logMeans],
      // An amount of 0 costs nothing by its first term, however small the mean is.
      value: (_save, y, z) =>
        tf.add(
          tf.div(zeroSafeMultiply(y, meanTo(1 - power, z)), power - 1),
          tf.div(meanTo(2 - power, z), 2 - power),
        ),
      gradients: (dy, _saved, y, z) => [
        () => tf.div(tf.mul(dy, meanTo(1 - power, z)), power - 1),
        () => tf.mul(dy, tf.sub(meanTo(2 - power, z), zeroSafeMultiply(y, meanTo(1 - power, z)))),
      ],
    };
  },
);
