import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { meanAndVariance, varianceOptions } from '../layouts/meanAndVariance.ts';
import { raisedTo } from '../ops/raisedTo.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/**
 * Gaussian negative log-likelihood: how unlikely the target is under a normal distribution with the predicted
 * mean and variance.
 *
 * The constant log(2π) / 2 is left out, unless `full` adds it. Variances below `eps` count as `eps`; their
 * gradient is the one at `eps`, as in PyTorch, so that a variance can leave 0 again. Where the variance is
 * negative the loss is NaN. To predict a positive number let the model end in a softplus or an exponential.
 *
 * @param yTrue - Targets, any shape.
 * @param mean - Predicted means, the shape of `yTrue`.
 * @param variance - Predicted variances, the shape of `yTrue`, or one per row: [n] or [n,1] against targets
 *   [n,d]; at least 0.
 * @param options.eps - Smallest variance that counts, in squared units of `yTrue`; > 0. Default 1e-6.
 * @param options.full - Whether to add log(2π) / 2, so that it is minus the log density. Default false.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or `eps` is not a finite number above 0; TypeError if `full` is not
 *   true or false.
 * @formula \frac12 \left( \log \sigma^2 + \frac{(\mu - y)^2}{\sigma^2} \right) \;\left( + \tfrac12 \log 2\pi \right)
 * @domain Targets and means are real numbers, variances at least 0.
 * @useWhen The model is to say how sure it is of each number.
 * @avoidWhen Outliers are many: the variance swallows them; or there is little data to learn two outputs
 *   from.
 * @example
 * ```ts
 * gaussianNll(tf.tensor1d([1, 2]), tf.tensor1d([0, 1]), tf.tensor1d([1, 0.5])).dataSync(); // [0.5767]
 * ```
 * @see D. A. Nix and A. S. Weigend, Estimating the mean and variance of the target probability distribution,
 *   1994, doi:10.1109/ICNN.1994.374138
 */
export const gaussianNll = defineLoss(
  {
    name: 'gaussianNll',
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
    const standardized = safeDivide(tf.sub(mean, yTrue), tf.sqrt(v));
    const loss = tf.mul(0.5, tf.add(tf.log(v), tf.square(standardized)));
    return full ? tf.add(loss, Math.log(2 * Math.PI) / 2) : loss;
  },
);
