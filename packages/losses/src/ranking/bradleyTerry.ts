import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';

/**
 * Bradley–Terry loss, that of reward models: how unlikely the choices are when odds are e to the difference of
 * two scores.
 *
 *     -log σ(chosen - rejected)
 *
 * A choice that is wanted by a margin is one with the margin subtracted from `chosen`.
 *
 * @param chosen - Scores of what was chosen, any shape.
 * @param rejected - Scores of what it was chosen over, the shape of `chosen`.
 * @returns Scalar, or the shape of `chosen` with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ.
 * @formula -\log \sigma(r_w - r_l)
 * @domain All real numbers.
 * @useWhen People have chosen the better one of two, and the model is to score each: reward models.
 * @avoidWhen Whole lists are ranked: pairwiseLogistic sums this over all pairs of a list, and listMle knows their order.
 * @example
 * ```ts
 * bradleyTerry(tf.tensor1d([2]), tf.tensor1d([1])).dataSync(); // [0.3133]
 * ```
 * @see R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs: I. The method of paired
 *   comparisons, 1952, doi:10.1093/biomet/39.3-4.324
 */
export const bradleyTerry = defineLoss(
  {
    name: 'bradleyTerry',
    aliases: ['rewardModel'],
    family: 'ranking',
    target: 'none',
    prediction: 'scores',
    layout: elementwise(
      [
        ['chosen', 'scores of what was chosen'],
        ['rejected', 'scores of what it was chosen over'],
      ],
      0,
    ),
    twiceDifferentiable: true,
  },
  (_options, chosen: tf.Tensor, rejected: tf.Tensor) => tf.softplus(tf.sub(rejected, chosen)),
);
