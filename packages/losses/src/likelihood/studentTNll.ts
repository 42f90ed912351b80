import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { meanAndVariance, varianceOptions } from '../layouts/meanAndVariance.ts';
import { logGamma } from '../ops/logGamma.ts';
import { logOfOnePlusSquare } from '../ops/logOfOnePlusSquare.ts';
import { raisedTo } from '../ops/raisedTo.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/** The logarithm of what the density of variance 1 is divided by. */
function logNormalizer(degreesOfFreedom: number): number {
  const gammas = logGamma(degreesOfFreedom / 2) - logGamma((degreesOfFreedom + 1) / 2);
  return gammas + Math.log((degreesOfFreedom - 2) * Math.PI) / 2;
}

/**
 * Student-t negative log-likelihood: how unlikely the target is under a Student-t distribution with the
 * predicted mean and variance.
 *
 * It takes what `gaussianNll` takes and becomes it for large `degreesOfFreedom` ν; with few, a target far from
 * its mean costs the logarithm of its distance only, so that outliers don't swell the variance. The scale of
 * the distribution is √(variance · (ν − 2) / ν): a variance exists for ν above 2. The constant is left out,
 * unless `full` adds it; without it, losses of two ν can't be compared. Variances below `eps` count as `eps`;
 * their gradient is the one at `eps`, so that a variance can leave 0 again. Where the variance is negative the
 * loss is NaN. To predict a positive number let the model end in a softplus or an exponential.
 *
 * @param yTrue - Targets, any shape.
 * @param mean - Predicted means, the shape of `yTrue`.
 * @param variance - Predicted variances, the shape of `yTrue`, or one per row: [n] or [n,1] against targets
 *   [n,d]; at least 0.
 * @param options.eps - Smallest variance that counts, in squared units of `yTrue`; > 0. Default 1e-6.
 * @param options.degreesOfFreedom - How light the tails are; > 2. Default 4.
 * @param options.full - Whether to add the constant, so that it is minus the log density. Default false.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or `eps` or `degreesOfFreedom` is out of range; TypeError if `full`
 *   is not true or false.
 * @formula \frac12 \log \sigma^2 + \frac{\nu + 1}{2} \log\left(1 + \frac{(\mu - y)^2}{(\nu - 2)\,\sigma^2}\right) \;\left( + \log \frac{\Gamma(\nu/2) \sqrt{(\nu - 2) \pi}}{\Gamma((\nu + 1)/2)} \right)
 * @domain Targets and means are real numbers, variances at least 0.
 * @useWhen The model is to say how sure it is of each number, and there are outliers.
 * @avoidWhen Errors are normal: gaussianNll learns faster; or no variance is wanted: cauchy, barron.
 * @example
 * ```ts
 * studentTNll(tf.tensor1d([1, 2]), tf.tensor1d([0, 1]), tf.tensor1d([1, 0.5])).dataSync(); // [1.2]
 * ```
 * @see T. Bollerslev, A Conditionally Heteroskedastic Time Series Model for Speculative Prices and Rates of
 *   Return, 1987, doi:10.2307/1925546
 */
export const studentTNll = defineLoss(
  {
    name: 'studentTNll',
    aliases: ['studentT'],
    family: 'likelihood',
    target: 'continuous',
    prediction: 'mean and variance',
    layout: meanAndVariance,
    options: {
      ...varianceOptions,
      degreesOfFreedom: {
        kind: 'number',
        default: 4,
        above: 2,
      },
      full: {
        kind: 'boolean',
        default: false,
      },
    },
    twiceDifferentiable: true,
  },
  ({ eps, degreesOfFreedom, full }, yTrue: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor) => {
    const v = raisedTo(variance, eps);
    const standardized = safeDivide(tf.sub(mean, yTrue), tf.sqrt(v));
    const tail = logOfOnePlusSquare(standardized, Math.sqrt(degreesOfFreedom - 2));
    const loss = tf.add(tf.mul(0.5, tf.log(v)), tf.mul((degreesOfFreedom + 1) / 2, tail));
    return full ? tf.add(loss, logNormalizer(degreesOfFreedom)) : loss;
  },
);
