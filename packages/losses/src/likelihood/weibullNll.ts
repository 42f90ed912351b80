import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { exp } from '../ops/exp.ts';

/**
 * Weibull negative log-likelihood with censoring: how unlikely a time until an event is, or having waited that
 * long for one that has not come yet, given scale and shape of a Weibull distribution in logarithms.
 *
 *     H - event (logShape + shape (log time - logScale) - log time)
 *
 * with H = (time / scale)^shape. A row that was censored costs H, minus the logarithm of the probability of an
 * event after its time; one with an event minus the logarithm of its density. A shape above 1 stands for a
 * hazard that grows with time, below 1 for one that falls; at 1 the distribution is exponential.
 *
 * @param time - How long each row was observed, any shape; above 0.
 * @param event - 1 where the event ended it, 0 where the row was censored, the shape of `time`.
 * @param logScales - Logarithms of the times by which 63 % have had their event, the shape of `time`.
 * @param logShapes - Logarithms of the shapes, the shape of `time`.
 * @returns Scalar, or the shape of `time` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ.
 * @formula \left(\frac{t}{\lambda}\right)^{k} - \delta \left( \log k + k \log \frac{t}{\lambda} - \log t \right)
 * @domain Times above 0, events 0 or 1; logarithms whose (time / scale)^shape is below 3e38.
 * @useWhen Times until an event are to be predicted, some of them not over yet: lifetimes, failures.
 * @avoidWhen Only the order of risks matters: coxPartialLikelihood; or hazards rise and fall again.
 * @example
 * ```ts
 * const [time, event] = [tf.tensor1d([1, 2]), tf.tensor1d([1, 0])];
 * weibullNll(time, event, tf.tensor1d([0, 1]), tf.tensor1d([0, 0])).dataSync(); // [0.8679]
 * ```
 * @see J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd ed., 2002,
 *   doi:10.1002/9781118032985
 */
export const weibullNll = defineLoss(
  {
    name: 'weibullNll',
    aliases: ['weibull', 'weibullAft'],
    family: 'likelihood',
    target: 'survival',
    prediction: 'log scale and shape',
    layout: elementwise(
      [
        ['time', 'how long each row was observed'],
        ['event', '1 where the event ended it, 0 where it was censored'],
        ['logScales', 'logarithms of the scales'],
        ['logShapes', 'logarithms of the shapes'],
      ],
      1,
    ),
    twiceDifferentiable: true,
  },
  (_options, time: tf.Tensor, event: tf.Tensor, logScales: tf.Tensor, logShapes: tf.Tensor) => {
    const logTime = tf.log(time);
    const logCumulativeHazard = tf.mul(exp(logShapes), tf.sub(logTime, logScales));
    const logDensity = tf.sub(tf.add(logShapes, logCumulativeHazard), logTime);
    return tf.sub(exp(logCumulativeHazard), tf.mul(event, logDensity));
  },
);
