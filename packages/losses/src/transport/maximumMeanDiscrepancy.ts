import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { twoSamples } from '../layouts/twoSamples.ts';
import { interactionEnergy } from '../ops/interactionEnergy.ts';

/**
 * Squared maximum mean discrepancy of two samples with a Gaussian kernel: 0 if both are the same, whatever the
 * order of their rows.
 *
 *     E k(y, y') + E k(x, x') - 2 E k(y, x),  k(a, b) = exp(-|a - b|² / (2 · bandwidth²))
 *
 * with y and y' rows of `yTrue`, x and x' rows of `yPred`, and means over all pairs, those of a row with itself
 * included: the biased estimator, which is never negative but for rounding, and defined for one row. A mixture of
 * kernels is a sum of losses with several bandwidths. Memory grows with rows² · components.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows of both samples: a row of weight 2 counts twice in its sample. The result
 * is one value per group.
 *
 * @param yTrue - A sample of the true distribution, shape […, components].
 * @param yPred - A sample of the predicted one, the shape of `yTrue`.
 * @param options.bandwidth - At what distance rows are no longer alike, above 0, in units of the components.
 *   Default 1.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`; from 0 to 2.
 * @throws RangeError if the shapes differ, there is no last axis or `bandwidth` is out of range.
 * @formula \mathbb{E}\,k(y, y') + \mathbb{E}\,k(x, x') - 2\,\mathbb{E}\,k(y, x), \quad k(a, b) = e^{-\|a - b\|^2 / 2 \sigma^2}
 * @domain All real numbers.
 * @useWhen A generator is to have the distribution of the data, or two domains the same features, at a known scale.
 * @avoidWhen No scale is known: rows further apart than a few bandwidths have no gradient; energyDistance needs none.
 * @example
 * ```ts
 * maximumMeanDiscrepancy(tf.tensor2d([[0]]), tf.tensor2d([[1]])).dataSync(); // [0.7869]
 * ```
 * @see A. Gretton et al., A Kernel Two-Sample Test, Journal of Machine Learning Research 13, 2012,
 *   doi:10.5555/2188385.2188410
 */
export const maximumMeanDiscrepancy = defineLoss(
  {
    name: 'maximumMeanDiscrepancy',
    aliases: ['mmd', 'gaussianMmd'],
    family: 'transport',
    target: 'vectors',
    prediction: 'values',
    layout: twoSamples,
    batchDependent: true,
    options: {
      bandwidth: {
        kind: 'number',
        default: 1,
        above: 0,
      },
      ...groupOptions,
    },
  },
  ({ bandwidth }, charges: tf.Tensor, points: tf.Tensor) =>
    interactionEnergy(charges, points, (differences) =>
      tf.exp(tf.div(tf.sum(tf.square(tf.div(differences, bandwidth)), -1), -2)),
    ),
);
