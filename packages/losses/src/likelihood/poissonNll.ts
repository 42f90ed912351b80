import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { exp } from '../ops/exp.ts';

/** Stirling's approximation of log(counts!), and 0 for counts up to 1, where log 0! and log 1! are 0. */
function logFactorial(counts: tf.Tensor): tf.Tensor {
  const isLarge = stopGradient([counts], () => tf.greater(counts, 1));
  // Replaced before the logarithm, whose slope at 0 is infinite.
  const large = tf.where(isLarge, counts, tf.onesLike(counts));
  const stirling = tf.add(
    tf.sub(tf.mul(large, tf.log(large)), large),
    tf.mul(0.5, tf.log(tf.mul(2 * Math.PI, large))),
  );
  return tf.where(isLarge, stirling, tf.zerosLike(counts));
}

/**
 * Poisson negative log-likelihood: how unlikely a count is under a Poisson distribution, given the logarithm
 * of its rate.
 *
 * The term log(yTrue!) is left out, because it does not depend on the prediction; so the loss can be
 * negative. With `full` it is added in Stirling's approximation, y log y - y + log(2πy) / 2, for counts above
 * 1. It is lowest where exp(logRates) is yTrue. As in PyTorch the prediction is the logarithm
 * (`log_input=True`, its default): a rate itself could become negative. A logarithm above 88 is infinity in
 * float32.
 *
 * @param yTrue - Counts, any shape; at least 0, not only whole.
 * @param logRates - Logarithms of the expected counts, the shape of `yTrue`.
 * @param options.full - Whether to add what the counts alone decide, so that it is nearly minus the log
 *   probability: 0.04 too little for a count of 2, and less for more. Default false.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ; TypeError if `full` is not true or false.
 * @formula e^{z} - y\,z \;\left( + y \log y - y + \tfrac12 \log(2 \pi y) \right)
 * @domain Counts of at least 0; logarithms of rates are real numbers up to 88.
 * @useWhen Targets are counts of events.
 * @avoidWhen Counts vary more than a Poisson distribution does, or are not counts.
 * @example
 * ```ts
 * poissonNll(tf.tensor1d([1, 3]), tf.tensor1d([0, 1])).dataSync(); // [0.3591]
 * ```
 * @see P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed., 1989, chapter 6,
 *   doi:10.1007/978-1-4899-3242-6
 */
export const poissonNll = defineLoss(
  {
    name: 'poissonNll',
    aliases: ['poisson'],
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
      full: {
        kind: 'boolean',
        default: false,
      },
    },
    twiceDifferentiable: true,
  },
  ({ full }, yTrue: tf.Tensor, logRates: tf.Tensor) => {
    const loss = tf.sub(exp(logRates), tf.mul(yTrue, logRates));
    return full ? tf.add(loss, logFactorial(yTrue)) : loss;
  },
);
