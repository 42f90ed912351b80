import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { entropyTerm } from '../ops/entropyTerm.ts';

/**
 * Jensen–Shannon divergence: how far two distributions are from the one halfway between them; never above log
 * 2.
 *
 *     (KL(y ‖ m) + KL(p ‖ m)) / 2,    m = (y + p) / 2
 *
 * summed over the last axis. Symmetric, and never above log 2, also where one distribution excludes what the
 * other has. An outcome that has probability 0 in both contributes 0; at a probability of 0 the gradient is
 * that of 1.2e-38.
 *
 * @param yTrue - True distributions, shape […, outcomes]; each row sums to 1.
 * @param probabilities - Predicted distributions, the shape of `yTrue`.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats, from 0 to log 2. A
 *   negative probability makes its row NaN.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \frac12 \sum_c \left( y_c \log \frac{2 y_c}{y_c + p_c} + p_c \log \frac{2 p_c}{y_c + p_c} \right)
 * @domain Probabilities of at least 0, each row summing to 1.
 * @useWhen Two distributions that may have zeros where the other has none; it is symmetric and bounded.
 * @avoidWhen You fit a model by likelihood: its gradient fades where the two are far apart, klDivergence does
 *   not.
 * @example
 * ```ts
 * jensenShannon(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.5, 0.5]])).dataSync(); // [0.2158]
 * ```
 * @see J. Lin, Divergence measures based on the Shannon entropy, 1991, doi:10.1109/18.61115
 */
export const jensenShannon = defineLoss(
  {
    name: 'jensenShannon',
    aliases: ['jsd'],
    family: 'likelihood',
    target: 'distributions',
    prediction: 'probabilities',
    layout: rows('outcomes', [
      { name: 'yTrue', meaning: 'true distributions', perElement: 'row', neutral: 1 },
      { name: 'probabilities', meaning: 'probabilities of the outcomes', perElement: 'row', neutral: 1 },
    ]),
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, probabilities: tf.Tensor) => {
    const ends = tf.mul(0.5, tf.add(entropyTerm(yTrue), entropyTerm(probabilities)));
    const middle = entropyTerm(tf.mul(0.5, tf.add(yTrue, probabilities)));
    return tf.sum(tf.sub(ends, middle), -1);
  },
);
