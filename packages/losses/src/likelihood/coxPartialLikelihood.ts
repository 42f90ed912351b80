import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { riskSets } from '../layouts/riskSets.ts';
import { exp } from '../ops/exp.ts';

function unstackSets(sets: tf.Tensor): readonly [atRisk: tf.Tensor, tied: tf.Tensor] {
  const [atRisk, tied] = tf.unstack(sets);
  if (!atRisk || !tied) throw new TypeError('coxPartialLikelihood: expected two tables of rows.');
  return [atRisk, tied];
}

/**
 * For each row [i] and each event [j] tied with it the share of the ties that Efron takes out of the risk set:
 * 0, 1/d, …, (d − 1)/d for d of them, in the order of the rows.
 */
function tiesTakenOut(tied: tf.Tensor): tf.Tensor {
  return stopGradient([tied], () => {
    const position = tf.range(0, tied.shape[0] ?? 0);
    const isEarlier = tf.greater(tf.expandDims(position, 1), tf.expandDims(position, 0));
    const earlier = tf.sum(tf.mul(tied, tf.cast(isEarlier, 'float32')), 1);
    return tf.div(tf.mul(tied, earlier), tf.maximum(tf.sum(tied, 1, true), 1));
  });
}

/**
 * Cox partial likelihood: of those still observed when an event came, how unlikely it was to come to the one to
 * whom it came.
 *
 *     log Σ_{j: t_j >= t_i} exp(logHazards_j) - logHazards_i
 *
 * for a row with an event, and 0 for one that was censored, which counts in the mean all the same. A constant
 * that is added to all logarithms of hazards changes nothing: the hazard over time is left open. Where d events
 * come at one time each of these rows has the mean of Efron's d terms, which take the tied ones out of the sum
 * bit by bit; with `efron: false` it is Breslow's, who leaves them all in. Takes the memory of rows² numbers.
 *
 * All rows of the batch are one risk set, so that batches should be large. The weight of a row is that of its
 * own term and does not change what the row is to others. Only weight 0 and mask false take it out of the batch
 * for all of them.
 *
 * @param time - How long each row was observed, any shape and unit.
 * @param event - 1 where the event ended it, 0 where the row was censored, the shape of `time`.
 * @param logHazards - Logarithms of the hazards, up to a constant, the shape of `time`.
 * @param options.efron - Whether ties are taken out of the risk set as Efron does, or left in it as Breslow
 *   does. Default true.
 * @returns Scalar, or the shape of `time` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ; TypeError if `efron` is not true or false.
 * @formula \delta_i \left( \log \sum_{j : t_j \ge t_i} e^{z_j} - z_i \right)
 * @domain Times and logarithms of hazards are real numbers; events are 0 or 1.
 * @useWhen Times until an event, some of them not over yet, and an order of risks is wanted.
 * @avoidWhen The time itself is to be predicted: weibullNll; or batches have few events.
 * @example
 * ```ts
 * const [time, event] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([1, 0, 1])];
 * coxPartialLikelihood(time, event, tf.tensor1d([1, 0, 0])).dataSync(); // [0.1838]
 * ```
 * @see D. R. Cox, Regression Models and Life-Tables, 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; B. Efron, The
 *   Efficiency of Cox's Likelihood Function for Censored Data, 1977, doi:10.1080/01621459.1977.10480613
 */
export const coxPartialLikelihood = defineLoss(
  {
    name: 'coxPartialLikelihood',
    aliases: ['cox', 'coxPh', 'negPartialLogLikelihood'],
    family: 'likelihood',
    target: 'survival',
    prediction: 'logRates',
    layout: riskSets,
    batchDependent: true,
    options: {
      efron: {
        kind: 'boolean',
        default: true,
      },
    },
  },
  ({ efron }, sets: tf.Tensor, event: tf.Tensor, logHazards: tf.Tensor) => {
    const [atRisk, tied] = unstackSets(sets);
    const others = tf.add(tf.zerosLike(atRisk), tf.expandDims(logHazards, 0));
    const isAtRisk = tf.cast(atRisk, 'bool');
    const lowest = tf.fill(atRisk.shape, Number.NEGATIVE_INFINITY);
    const highest = stopGradient([others], () => tf.max(tf.where(isAtRisk, others, lowest), 1, true));
    // Of the highest in the set, which has itself as a part of 1: no sum is 0.
    const parts = exp(tf.where(isAtRisk, tf.sub(others, highest), lowest));
    const sum = tf.sum(parts, 1, true);
    const logSum = efron
      ? meanWhere(tied, tf.log(tf.sub(sum, tf.mul(tiesTakenOut(tied), tf.sum(tf.mul(tied, parts), 1, true)))))
      : tf.squeeze(tf.log(sum), [1]);
    return tf.mul(event, tf.sub(tf.add(logSum, tf.squeeze(highest, [1])), logHazards));
  },
);

/** The mean of each row over those that are chosen by 1; 0 where there are none. */
function meanWhere(chosen: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.div(tf.sum(tf.mul(chosen, x), 1), tf.maximum(tf.sum(chosen, 1), 1));
}
