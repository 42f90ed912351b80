import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { varianceOptions } from '../layouts/meanAndVariance.ts';
import { rows } from '../layouts/rows.ts';
import { clip } from '../ops/clip.ts';
import { exp } from '../ops/exp.ts';
import { softmax } from '../ops/softmax.ts';

/** A standard score whose square is still far from overflowing. */
const SQUARABLE = 2 ** 60;

/** max(logScales, least), whose gradient does as if nothing had been raised. */
function raised(logScales: tf.Tensor, least: number): tf.Tensor {
  return withGradient(
    logScales,
    (x) => clip(x, least, Number.POSITIVE_INFINITY),
    (dy) => dy,
  );
}

/** Standard scores, and what remains of the logarithms of the components' densities without their constant. */
function componentsOf(yTrue: tf.Tensor, means: tf.Tensor, logScales: tf.Tensor) {
  const slope = exp(tf.neg(logScales));
  const z = clip(tf.mul(tf.sub(means, tf.expandDims(yTrue, -1)), slope), -SQUARABLE, SQUARABLE);
  return { slope, z, logDensities: tf.neg(tf.add(logScales, tf.mul(0.5, tf.square(z)))) };
}

/**
 * Negative log-likelihood of a mixture of normal distributions: how unlikely the target is under a distribution
 * with several peaks.
 *
 * As the last layer of a mixture density network: for each target the logits of the components' weights, their
 * means and the logarithms of their standard deviations. The constant log(2π) / 2 is left out, unless `full` adds
 * it. Scales whose square is below `eps` count as its root; their gradient is the one there, so that a scale can
 * grow again: without it a component that sits on one target would win ever more by shrinking. With one component
 * it is `gaussianNll`.
 *
 * @param yTrue - Targets, any shape.
 * @param logits - Unnormalised logarithms of the weights, the shape of `yTrue` with a last axis of components.
 * @param means - Means of the components, the shape of `logits`.
 * @param logScales - Logarithms of their standard deviations, the shape of `logits`.
 * @param options.eps - Smallest variance that counts, in squared units of `yTrue`; > 0. Default 1e-6.
 * @param options.full - Whether to add log(2π) / 2, so that it is minus the log density. Default false.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes don't fit or `eps` is not a finite number above 0; TypeError if `full` is not
 *   true or false.
 * @formula -\log \sum_k \frac{\operatorname{softmax}(a)_k}{\sigma_k} \exp\left(-\frac{(\mu_k - y)^2}{2 \sigma_k^2}\right) \;\left( + \tfrac12 \log 2\pi \right)
 * @domain All real numbers; logarithms of scales up to 88.
 * @useWhen One input has several likely targets, as in inverse problems and forecasts of motion.
 * @avoidWhen There is one peak: gaussianNll is simpler and has fewer local minima.
 * @example
 * ```ts
 * const [logits, means] = [tf.tensor2d([[0, 0]]), tf.tensor2d([[-1, 1]])];
 * mixtureNll(tf.tensor1d([0]), logits, means, tf.tensor2d([[0, 0]])).dataSync(); // [0.5]
 * ```
 * @see C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 5.6
 */
export const mixtureNll = defineLoss(
  {
    name: 'mixtureNll',
    aliases: ['mixtureDensity', 'gaussianMixtureNll', 'mdn'],
    family: 'likelihood',
    target: 'continuous',
    prediction: 'mixture',
    layout: rows('components', [
      { name: 'yTrue', meaning: 'targets', perElement: 'scalar', neutral: 0 },
      { name: 'logits', meaning: 'logits of the weights', perElement: 'row', neutral: 0 },
      { name: 'means', meaning: 'means', perElement: 'row', neutral: 0 },
      { name: 'logScales', meaning: 'logarithms of the scales', perElement: 'row', neutral: 0 },
    ]),
    options: {
      ...varianceOptions,
      full: {
        kind: 'boolean',
        default: false,
      },
    },
    twiceDifferentiable: true,
  },
  ({ eps, full }, yTrue: tf.Tensor, logits: tf.Tensor, means: tf.Tensor, logScales: tf.Tensor) => ({
    inputs: [yTrue, logits, means, raised(logScales, Math.log(eps) / 2)],
    value: (_save, y, a, mu, s) => {
      const { logDensities } = componentsOf(y, mu, s);
      const loss = tf.neg(tf.logSumExp(tf.add(tf.logSoftmax(a), logDensities), -1));
      return full ? tf.add(loss, Math.log(2 * Math.PI) / 2) : loss;
    },
    gradients(dy, _saved, y, a, mu, s) {
      const { slope, z, logDensities } = componentsOf(y, mu, s);
      /** How much each component has to do with the target, times dy. */
      const shares = tf.mul(tf.expandDims(dy, -1), softmax(tf.add(a, logDensities)));
      const ofMeans = tf.mul(shares, tf.mul(z, slope));
      return [
        () => tf.neg(tf.sum(ofMeans, -1)),
        () => tf.sub(tf.mul(tf.expandDims(dy, -1), softmax(a)), shares),
        () => ofMeans,
        () => tf.mul(shares, tf.sub(1, tf.square(z))),
      ];
    },
  }),
);
