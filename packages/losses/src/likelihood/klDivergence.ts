import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { entropyTerm } from '../ops/entropyTerm.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Kullback–Leibler divergence: what it costs in nats to take the predicted distribution for the true one.
 *
 *     Σ_c y_c (log y_c - ℓ_c)
 *
 * summed over the last axis, so that the mean is the divergence per distribution: PyTorch's `batchmean`, not
 * its `mean`. An outcome with target 0 contributes 0, even where its log probability is −∞, which is NaN in
 * PyTorch; with a target above 0 a log probability of −∞ makes the row ∞. With respect to the targets the
 * gradient at 0 is that of 1.2e-38.
 *
 * @param yTrue - True distributions, shape […, outcomes]; each row sums to 1.
 * @param logProbabilities - Log probabilities, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats. A negative target
 *   makes its row NaN.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \sum_c y_c (\log y_c - \ell_c)
 * @domain Targets of at least 0, each row summing to 1; log probabilities of at most 0, −∞ included.
 * @useWhen Targets are distributions, as in distillation and label smoothing.
 * @avoidWhen Targets are class ids: crossEntropy differs by a constant only and takes them directly.
 * @example
 * ```ts
 * klDivergence(tf.tensor2d([[0.5, 0.5, 0]]), tf.log(tf.tensor2d([[0.25, 0.75, 0]]))).dataSync(); // [0.1438]
 * ```
 * @see S. Kullback and R. A. Leibler, On Information and Sufficiency, 1951, doi:10.1214/aoms/1177729694
 */
export const klDivergence = defineLoss(
  {
    name: 'klDivergence',
    aliases: ['kld', 'klDiv', 'kullbackLeibler', 'kl'],
    family: 'likelihood',
    target: 'distributions',
    prediction: 'logProbabilities',
    layout: rows('outcomes', [
      { name: 'yTrue', meaning: 'true distributions', perElement: 'row', neutral: 1 },
      {
        name: 'logProbabilities',
        meaning: 'log probabilities of the outcomes',
        perElement: 'row',
        neutral: 0,
      },
    ]),
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, logProbabilities: tf.Tensor) =>
    tf.sum(tf.sub(entropyTerm(yTrue), zeroSafeMultiply(yTrue, logProbabilities)), -1),
);
