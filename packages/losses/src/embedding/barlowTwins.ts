import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { twoViews } from '../layouts/twoViews.ts';
import { rowScales } from '../ops/rows/rowScales.ts';
import { centredColumns } from '../ops/views/centredColumns.ts';
import { sharesOf } from '../ops/views/sharesOf.ts';

/** What brings columns of large numbers where they can be squared, [groups, 1, components]; 1 for all others. */
function columnScales(x: tf.Tensor): tf.Tensor {
  return stopGradient([x], () =>
    tf.transpose(tf.minimum(rowScales(tf.transpose(x, [0, 2, 1])), 1), [0, 2, 1]),
  );
}

/**
 * Barlow Twins: over the rows each component is to be the same in two views of them, and no two components are to
 * say the same.
 *
 *     Σ_j (1 - C_jj)² + λ Σ_{j ≠ k} C_jk²
 *
 * with C_jk the correlation over the rows between component j of the first view and component k of the second. `eps`
 * is added to the variances that it is divided by, as in batch normalisation: a component that does not vary has
 * correlation 0. The loss grows with the number of components.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows of both views: a row of weight 2 counts twice. The result is one value per
 * group.
 *
 * @param first - Embeddings of the rows in one view, shape […, components].
 * @param second - Embeddings of the same rows in another view, the shape of `first`.
 * @param options.lambda - λ: how much it counts that two components say the same, at least 0. Default 0.005.
 * @param options.eps - Added to the variances, above 0. Default 0.00001.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`.
 * @throws RangeError if the shapes differ, there is no last axis or an option is out of range.
 * @formula \sum_j (1 - C_{jj})^2 + \lambda \sum_{j \ne k} C_{jk}^2, \quad C_{jk} = \mathrm{Corr}(a_j, b_k)
 * @domain All real numbers, whose scale and offset do not matter.
 * @useWhen Self-supervision by two views of each row, with many components and without negatives.
 * @avoidWhen Batches are small: correlations over a few rows are large by chance.
 * @example
 * ```ts
 * const first = tf.tensor2d([[1, 0], [0, 2], [2, 1]]);
 * const second = tf.tensor2d([[1, 1], [0, 2], [2, 0]]);
 * barlowTwins(first, second).dataSync(); // [0.2563]
 * ```
 * @see J. Zbontar et al., Barlow Twins: Self-Supervised Learning via Redundancy Reduction, 2021, arXiv:2103.03230
 */
export const barlowTwins = defineLoss(
  {
    name: 'barlowTwins',
    aliases: [],
    family: 'embedding',
    target: 'none',
    prediction: 'embeddings',
    layout: twoViews,
    batchDependent: true,
    options: {
      lambda: { kind: 'number', default: 0.005, atLeast: 0 },
      eps: { kind: 'number', default: 1e-5, above: 0 },
      ...groupOptions,
    },
  },
  ({ lambda, eps }, counts: tf.Tensor, views: tf.Tensor) => {
    const [first = views, second = views] = tf.unstack(views);
    const shares = sharesOf(counts);
    const standardized = (view: tf.Tensor) => {
      const centred = centredColumns(shares, view);
      const scales = columnScales(centred);
      const scaled = tf.mul(centred, scales);
      const variances = tf.sum(tf.mul(shares, tf.square(scaled)), 1, true);
      // In turn: the square of a scale may underflow where eps, of the unit of the variances, is as large as they are.
      const scaledEps = tf.mul(tf.mul(eps, scales), scales);
      return tf.div(scaled, tf.sqrt(tf.add(variances, scaledEps)));
    };
    const correlations = tf.matMul(tf.mul(shares, standardized(first)), standardized(second), true);
    const diagonal = tf.eye(first.shape.at(-1) ?? 0);
    const weights = tf.add(lambda, tf.mul(1 - lambda, diagonal));
    return tf.sum(tf.mul(weights, tf.square(tf.sub(correlations, diagonal))), [1, 2]);
  },
);
