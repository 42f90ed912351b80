import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { entropyTerm } from '../ops/entropyTerm.ts';
import { exp } from '../ops/exp.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Generalized Kullback–Leibler divergence: the Kullback–Leibler divergence of amounts that need not sum to 1.
 *
 *     Σ_c (y_c (log y_c - ℓ_c) + exp(ℓ_c) - y_c)
 *
 * summed over the last axis; also known as I-divergence. It is 0 only where exp(ℓ) is y, also for rows that
 * don't sum to 1, and for rows that do it is `klDivergence`. An entry with target 0 contributes exp(ℓ_c), 0
 * at −∞. With respect to the targets the gradient at 0 is that of 1.2e-38.
 *
 * @param yTrue - True amounts, shape […, outcomes]; at least 0.
 * @param logPredictions - Logarithms of the predicted amounts, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`. A negative target makes its
 *   row NaN.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \sum_c \left( y_c (\log y_c - \ell_c) + e^{\ell_c} - y_c \right)
 * @domain Targets of at least 0; logarithms are real numbers up to 88, −∞ included.
 * @useWhen Rows of amounts whose sums matter, as in factorising counts.
 * @avoidWhen Rows are distributions: klDivergence is the same and simpler.
 * @example
 * ```ts
 * generalizedKl(tf.tensor2d([[1, 2]]), tf.log(tf.tensor2d([[2, 2]]))).dataSync(); // [0.3069]
 * ```
 * @see I. Csiszár, Why least squares and maximum entropy?, 1991, doi:10.1214/aos/1176348385
 */
export const generalizedKl = defineLoss(
  {
    name: 'generalizedKl',
    aliases: ['generalizedKlDivergence', 'iDivergence'],
    family: 'likelihood',
    target: 'distributions',
    prediction: 'logProbabilities',
    layout: rows('outcomes', [
      { name: 'yTrue', meaning: 'true amounts', perElement: 'row', neutral: 1 },
      {
        name: 'logPredictions',
        meaning: 'logarithms of the predicted amounts',
        perElement: 'row',
        neutral: 0,
      },
    ]),
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, logPredictions: tf.Tensor) => {
    const divergence = tf.sub(entropyTerm(yTrue), zeroSafeMultiply(yTrue, logPredictions));
    return tf.sum(tf.add(divergence, tf.sub(exp(logPredictions), yTrue)), -1);
  },
);
