import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { softplusOfNegativeAbs } from '../ops/softplusOfNegativeAbs.ts';

/**
 * Negative binomial negative log-likelihood: how unlikely a count is under a negative binomial distribution,
 * given the logarithm of its mean.
 *
 * Its variance is μ + `dispersion` · μ² for the mean μ = exp(logRates), where that of `poissonNll` is μ: so a
 * count far from its mean costs less, the more so for large means. For small dispersions the gradient is that
 * of `poissonNll`. What does not depend on the prediction is left out: log Γ(y + 1) + log Γ(1/dispersion) −
 * log Γ(y + 1/dispersion). So losses of two dispersions can't be compared.
 *
 * @param yTrue - Counts, any shape; at least 0, not only whole.
 * @param logRates - Logarithms of the expected counts, the shape of `yTrue`.
 * @param options.dispersion - How much the counts vary beyond a Poisson distribution; > 0. PyTorch's
 *   `total_count` is 1/dispersion. Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or `dispersion` is not a finite number above 0.
 * @formula \tfrac1\alpha \log(1 + \alpha e^{z}) + y \log\left(1 + \tfrac1\alpha e^{-z}\right)
 * @domain Counts of at least 0; logarithms of rates are all real numbers.
 * @useWhen Counts vary more than a Poisson distribution does, as goals, claims or visits do.
 * @avoidWhen Targets are amounts and not counts: tweedie; or the dispersion is near 0: poissonNll.
 * @example
 * ```ts
 * negativeBinomialNll(tf.tensor1d([1, 3]), tf.tensor1d([0, 1])).dataSync(); // [1.8197]
 * ```
 * @see A. C. Cameron and P. K. Trivedi, Econometric models based on count data, 1986,
 *   doi:10.1002/jae.3950010104
 */
export const negativeBinomialNll = defineLoss(
  {
    name: 'negativeBinomialNll',
    aliases: ['negativeBinomial'],
    family: 'likelihood',
    target: 'counts',
    prediction: 'logRates',
    layout: elementwise(
      [
        ['yTrue', 'counts'],
        ['logRates', 'logarithms of the expected counts'],
      ],
      0,
    ),
    options: {
      dispersion: {
        kind: 'number',
        default: 1,
        above: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ dispersion }, yTrue: tf.Tensor, logRates: tf.Tensor) => {
    const failures = 1 / dispersion;
    const logOdds = (z: tf.Tensor) => tf.add(z, Math.log(dispersion));
    return {
      inputs: [yTrue, logRates],
      // softplus(±x) as max(0, ±x) + log(1 + e^−|x|), which keeps its digits where it is small.
      value: (_save, y, z) => {
        const x = logOdds(z);
        const linear = tf.add(tf.mul(failures, tf.relu(x)), tf.mul(y, tf.relu(tf.neg(x))));
        return tf.add(linear, tf.mul(tf.add(y, failures), softplusOfNegativeAbs(x)));
      },
      gradients: (dy, _saved, y, z) => [
        () => tf.mul(dy, tf.softplus(tf.neg(logOdds(z)))),
        () => {
          const x = logOdds(z);
          return tf.mul(dy, tf.sub(tf.mul(failures, tf.sigmoid(x)), tf.mul(y, tf.sigmoid(tf.neg(x)))));
        },
      ],
    };
  },
);
