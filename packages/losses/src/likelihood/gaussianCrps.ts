import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { meanAndVariance, varianceOptions } from '../layouts/meanAndVariance.ts';
import { exp } from '../ops/exp.ts';
import { raisedTo } from '../ops/raisedTo.ts';
import { safeDivide } from '../ops/safeDivide.ts';

const SPREAD = 1 / Math.sqrt(Math.PI);

/** Twice the density of the standard normal distribution. */
function twiceDensity(z: tf.Tensor): tf.Tensor {
  return tf.mul(Math.sqrt(2 / Math.PI), exp(tf.mul(-0.5, tf.square(z))));
}

/** The probability of less than |z| under the standard normal distribution, with the sign of z. */
function signedCoverage(z: tf.Tensor): tf.Tensor {
  return tf.erf(tf.mul(Math.SQRT1_2, z));
}

/**
 * Continuous ranked probability score of a normal distribution: the absolute error for a prediction that says
 * how sure it is.
 *
 * It is the squared distance between the predicted and the observed distribution function, added up over all
 * thresholds. A proper score as `gaussianNll` is, but in units of the target, and a target far from its mean
 * costs in proportion to its distance and not to its square. For small variances it is |mean − yTrue|.
 * Variances below `eps` count as `eps`; their gradient is the one at `eps`, so that a variance can leave 0
 * again. Where the variance is negative the loss is NaN. To predict a positive number let the model end in a
 * softplus or an exponential.
 *
 * @param yTrue - Targets, any shape.
 * @param mean - Predicted means, the shape of `yTrue`.
 * @param variance - Predicted variances, the shape of `yTrue`, or one per row: [n] or [n,1] against targets
 *   [n,d]; at least 0.
 * @param options.eps - Smallest variance that counts, in squared units of `yTrue`; > 0. Default 1e-6.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of `yTrue`.
 * @throws RangeError if the shapes differ or `eps` is not a finite number above 0.
 * @formula \sigma \left( z\,(2 \Phi(z) - 1) + 2 \phi(z) - \frac{1}{\sqrt\pi} \right), \quad z = \frac{\mu - y}{\sigma}
 * @domain Targets and means are real numbers, variances at least 0.
 * @useWhen Forecasts are to be calibrated and sharp, and outliers must not swell every variance.
 * @avoidWhen Forecasts are compared in nats, or tails are what matters: gaussianNll.
 * @example
 * ```ts
 * gaussianCrps(tf.tensor1d([1, 2]), tf.tensor1d([0, 1]), tf.tensor1d([1, 0.5])).dataSync(); // [0.6269]
 * ```
 * @see T. Gneiting, A. E. Raftery, A. H. Westveld and T. Goldman, Calibrated Probabilistic Forecasting Using
 *   Ensemble Model Output Statistics and Minimum CRPS Estimation, 2005, doi:10.1175/MWR2904.1
 */
export const gaussianCrps = defineLoss(
  {
    name: 'gaussianCrps',
    aliases: ['crps', 'crpsGaussian', 'crpsNormal'],
    family: 'likelihood',
    target: 'continuous',
    prediction: 'mean and variance',
    layout: meanAndVariance,
    options: varianceOptions,
    twiceDifferentiable: true,
  },
  ({ eps }, yTrue: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor) => {
    const zOf = (y: tf.Tensor, mu: tf.Tensor, v: tf.Tensor) => safeDivide(tf.sub(mu, y), tf.sqrt(v));
    return {
      inputs: [yTrue, mean, raisedTo(variance, eps)],
      value: (_save, y, mu, v) => {
        const z = zOf(y, mu, v);
        return tf.mul(tf.sqrt(v), tf.add(tf.mul(z, signedCoverage(z)), tf.sub(twiceDensity(z), SPREAD)));
      },
      gradients: (dy, _saved, y, mu, v) => [
        () => tf.neg(tf.mul(dy, signedCoverage(zOf(y, mu, v)))),
        () => tf.mul(dy, signedCoverage(zOf(y, mu, v))),
        () => tf.mul(dy, tf.div(tf.sub(twiceDensity(zOf(y, mu, v)), SPREAD), tf.mul(2, tf.sqrt(v)))),
      ],
    };
  },
);
