import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { meanAndVariance, varianceOptions } from '../layouts/meanAndVariance.ts';
import { abs } from '../ops/abs.ts';
import { raisedTo } from '../ops/raisedTo.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * Laplace negative log-likelihood: how unlikely the target is under a Laplace distribution with the predicted
 * mean and variance.
 *
 * It is to the absolute error what `gaussianNll` is to the squared one, and takes the same inputs: the scale
 * of the distribution is √(variance / 2). The constant log(2) / 2 is left out, unless `full` adds it.
 * Variances below `eps` count as `eps`; their gradient is the one at `eps`, so that a variance can leave 0
 * again. Where the variance is negative the loss is NaN. The gradient with respect to the mean at a residual
 * of 0 is 0. To predict a positive number let the model end in a softplus or an exponential.
 *
 * @param yTrue - Targets, any shape.
 * @param mean - Predicted means, which are the medians too, the shape of `yTrue`.
 * @param variance - Predicted variances, the shape of `yTrue`, or one per row: [n] or [n,1] against targets
 *   [n,d]; at least 0.
 * @param options.eps - Smallest variance that counts, in squared units of `yTrue`; > 0. Default 1e-6.
 * @param options.full - Whether to add log(2) / 2, so that it is minus the log density. Default false.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or `eps` is not a finite number above 0; TypeError if `full` is not
 *   true or false.
 * @formula \frac12 \log \sigma^2 + \frac{\sqrt2\,|\mu - y|}{\sigma} \;\left( + \tfrac12 \log 2 \right)
 * @domain Targets and means are real numbers, variances at least 0.
 * @useWhen The model is to say how sure it is, and some targets are further off than a normal one would be.
 * @avoidWhen Errors are normal: gaussianNll; or outliers are extreme: studentTNll.
 * @example
 * ```ts
 * laplaceNll(tf.tensor1d([1, 2]), tf.tensor1d([0, 1]), tf.tensor1d([1, 0.5])).dataSync(); // [1.5338]
 * ```
 * @see S. Kotz, T. J. Kozubowski and K. Podgórski, The Laplace Distribution and Generalizations, 2001,
 *   doi:10.1007/978-1-4612-0173-1
 */
export const laplaceNll = defineLoss(
  {
    name: 'laplaceNll',
    aliases: ['laplace'],
    family: 'likelihood',
    target: 'continuous',
    prediction: 'mean and variance',
    layout: meanAndVariance,
    options: {
      ...varianceOptions,
      full: {
        kind: 'boolean',
        default: false,
      },
    },
    twiceDifferentiable: true,
  },
  ({ eps, full }, yTrue: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor) => {
    const v = raisedTo(variance, eps);
    const standardized = safeDivide(abs(tf.sub(mean, yTrue)), tf.sqrt(v));
    const loss = tf.add(tf.mul(0.5, tf.log(v)), tf.mul(Math.SQRT2, standardized));
    return full ? tf.add(loss, Math.LN2 / 2) : loss;
  },
);
