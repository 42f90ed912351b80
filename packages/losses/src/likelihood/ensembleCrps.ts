import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { abs } from '../ops/abs.ts';

/**
 * Continuous ranked probability score of an ensemble: how far its members are from the target, less half of how
 * far they are from each other.
 *
 * The predicted distribution is that of the members, a draw each: several samples of a generative model, or the
 * runs of a forecast. Of one member it is the absolute error. The usual estimator counts each member's distance
 * to itself, 0, so that the best small ensemble is too narrow; with `fair` the distances are averaged over pairs
 * of two, and members that are drawn from the true distribution are the best. At equal numbers the gradient
 * of their distance is 0. Takes the memory of members² numbers for each row.
 *
 * @param yTrue - Targets, any shape.
 * @param members - Predicted members, the shape of `yTrue` with a last axis of members.
 * @param options.fair - Whether distances between members are averaged over m (m − 1) pairs and not over m².
 *   Default false.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of `yTrue`.
 * @throws RangeError if the shapes don't fit or there are no members; TypeError if `fair` is not true or false.
 * @formula \frac1m \sum_i |x_i - y| - \frac{1}{2 m^2} \sum_{i,j} |x_i - x_j|
 * @domain All real numbers.
 * @useWhen A model predicts by samples, and these are to be calibrated and sharp.
 * @avoidWhen Mean and variance say all: gaussianCrps; or there are so many members that pairs don't fit.
 * @example
 * ```ts
 * ensembleCrps(tf.tensor1d([0, 1]), tf.tensor2d([[-1, 1], [1, 3]])).dataSync(); // [0.5]
 * ```
 * @see T. Gneiting and A. E. Raftery, Strictly Proper Scoring Rules, Prediction, and Estimation, 2007,
 *   doi:10.1198/016214506000001437; C. A. T. Ferro, Fair scores for ensemble forecasts, 2014, doi:10.1002/qj.2270
 */
export const ensembleCrps = defineLoss(
  {
    name: 'ensembleCrps',
    aliases: ['crpsEnsemble', 'sampleCrps'],
    family: 'likelihood',
    target: 'continuous',
    prediction: 'ensemble',
    layout: rows('members', [
      { name: 'yTrue', meaning: 'targets', perElement: 'scalar', neutral: 0 },
      { name: 'members', meaning: 'predicted members', perElement: 'row', neutral: 0 },
    ]),
    options: {
      fair: {
        kind: 'boolean',
        default: false,
      },
    },
    twiceDifferentiable: true,
  },
  ({ fair }, yTrue: tf.Tensor, members: tf.Tensor) => {
    const count = members.shape.at(-1) ?? 0;
    const pairs = fair ? count * Math.max(count - 1, 1) : count ** 2;
    const error = tf.mean(abs(tf.sub(members, tf.expandDims(yTrue, -1))), -1);
    const distances = abs(tf.sub(tf.expandDims(members, -1), tf.expandDims(members, -2)));
    return tf.sub(error, tf.div(tf.sum(distances, [-2, -1]), 2 * pairs));
  },
);
