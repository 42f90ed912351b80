import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { twoSamples } from '../layouts/twoSamples.ts';
import { interactionEnergy } from '../ops/interactionEnergy.ts';
import { rowLengths } from '../ops/rows/rowLengths.ts';

/**
 * Energy distance of two samples: 0 if both are the same, whatever the order of their rows.
 *
 *     2 E|y - x| - E|y - y'| - E|x - x'|
 *
 * with y and y' rows of `yTrue`, x and x' rows of `yPred`, and means over all pairs, those of a row with itself
 * included: it is never negative but for rounding. It is the square of what SciPy gives. Where two rows are the
 * same their distance has gradient 0. Memory grows with rows² · components.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows of both samples: a row of weight 2 counts twice in its sample. The result
 * is one value per group.
 *
 * @param yTrue - A sample of the true distribution, shape […, components].
 * @param yPred - A sample of the predicted one, the shape of `yTrue`.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`; in units of the components.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula 2\,\mathbb{E}\|y - x\| - \mathbb{E}\|y - y'\| - \mathbb{E}\|x - x'\|
 * @domain All real numbers.
 * @useWhen A generator is to have the distribution of the data, without a discriminator and without a bandwidth.
 * @avoidWhen Rows belong to each other one by one: meanSquaredError or meanAbsoluteError compare those.
 * @example
 * ```ts
 * energyDistance(tf.tensor2d([[0], [2]]), tf.tensor2d([[1], [1]])).dataSync(); // [1]
 * ```
 * @see G. J. Székely and M. L. Rizzo, Energy statistics: A class of statistics based on distances, 2013,
 *   doi:10.1016/j.jspi.2013.03.018
 */
export const energyDistance = defineLoss(
  {
    name: 'energyDistance',
    aliases: ['energy', 'cramerDistance'],
    family: 'transport',
    target: 'vectors',
    prediction: 'values',
    layout: twoSamples,
    batchDependent: true,
    options: groupOptions,
  },
  (_options, charges: tf.Tensor, points: tf.Tensor) => tf.neg(interactionEnergy(charges, points, rowLengths)),
);
