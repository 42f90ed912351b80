import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { twoViews } from '../layouts/twoViews.ts';
import { broadcastTo } from '../ops/broadcastTo.ts';
import { clip } from '../ops/clip.ts';
import { relu } from '../ops/relu.ts';
import { safeDivide } from '../ops/safeDivide.ts';
import { centredColumns } from '../ops/views/centredColumns.ts';
import { sharesOf } from '../ops/views/sharesOf.ts';

/** The squares of covariances of such numbers, and their sums, are finite in float32. */
const LARGEST = 1e7;

/** How a view spreads over the rows. */
interface SpreadOptions {
  readonly counts: tf.Tensor;
  readonly shares: tf.Tensor;
  readonly eps: number;
}

/** What a view costs by itself: that a component hardly varies, and that two vary together; both [groups]. */
function spreadOf(view: tf.Tensor, { counts, shares, eps }: SpreadOptions) {
  const [groups = 1, , components = 1] = view.shape;
  const centred = centredColumns(shares, view);
  const half = tf.mul(tf.sum(counts, 1, true), 0.5);
  // n − 1; what adds up to less than 2 is scaled to that.
  const divisor = broadcastTo(tf.add(half, relu(tf.sub(half, 1))), [groups, components, components]);
  const covariances = safeDivide(tf.matMul(tf.mul(counts, centred), centred, true), divisor);
  const diagonal = tf.eye(components);
  const variances = tf.sum(tf.mul(covariances, diagonal), -1);
  const missing = relu(tf.sub(1, tf.sqrt(tf.add(variances, eps))));
  const between = tf.square(tf.mul(covariances, tf.sub(1, diagonal)));
  return { missing: tf.mean(missing, -1), together: tf.div(tf.sum(between, [1, 2]), components) };
}

/**
 * VICReg: two views of a row are to have one embedding, and over the rows each component is to vary, and no two of
 * them together, so that nothing collapses to one point.
 *
 *     λ mean((a - b)²) + μ/2 [v(a) + v(b)] + ν [c(a) + c(b)]
 *     v(z) = 1/D Σ_j max(0, 1 - √(Var(z_j) + eps)),  c(z) = 1/D Σ_{j ≠ k} Cov(z_j, z_k)²
 *
 * with D components, and variances and covariances over n rows divided by n - 1. As in the authors' code the
 * variance terms are halved. Components beyond ±1e7 count as that. One row varies by nothing; the loss is meant
 * for batches that have more rows than a few.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows of both views: a row of weight 2 counts twice; weights that add up to less than
 * 2 are scaled to that. The result is one value per group.
 *
 * @param first - Embeddings of the rows in one view, shape […, components].
 * @param second - Embeddings of the same rows in another view, the shape of `first`.
 * @param options.invariance - λ: how much it counts that both views agree, at least 0. Default 25.
 * @param options.variance - μ: how much it counts that components vary, at least 0. Default 25.
 * @param options.covariance - ν: how much it counts that no two vary together, at least 0. Default 1.
 * @param options.eps - Added to the variance before its root, above 0. Default 0.0001.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`.
 * @throws RangeError if the shapes differ, there is no last axis or an option is out of range.
 * @formula \lambda\,\mathrm{mean}\,(a - b)^2 + \tfrac{\mu}{2} [v(a) + v(b)] + \nu [c(a) + c(b)], \quad v(z) = \tfrac1D \sum_j \max(0, 1 - \sqrt{\mathrm{Var}(z_j) + \epsilon}),\; c(z) = \tfrac1D \sum_{j \ne k} \mathrm{Cov}(z_j, z_k)^2
 * @domain All real numbers.
 * @useWhen Self-supervision by two views of each row, without negatives, a teacher or a stopped gradient.
 * @avoidWhen Batches are small: variances and covariances over a few rows say little.
 * @example
 * ```ts
 * const first = tf.tensor2d([[1, 0], [0, 2], [2, 1]]);
 * const second = tf.tensor2d([[1, 1], [0, 2], [2, 0]]);
 * vicReg(first, second).dataSync(); // [9.5833]
 * ```
 * @see A. Bardes, J. Ponce and Y. LeCun, VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised
 *   Learning, 2022, arXiv:2105.04906
 */
export const vicReg = defineLoss(
  {
    name: 'vicReg',
    aliases: [],
    family: 'embedding',
    target: 'none',
    prediction: 'embeddings',
    layout: twoViews,
    batchDependent: true,
    options: {
      invariance: { kind: 'number', default: 25, atLeast: 0 },
      variance: { kind: 'number', default: 25, atLeast: 0 },
      covariance: { kind: 'number', default: 1, atLeast: 0 },
      eps: { kind: 'number', default: 1e-4, above: 0 },
      ...groupOptions,
    },
  },
  ({ invariance, variance, covariance, eps }, counts: tf.Tensor, views: tf.Tensor) => {
    const shares = sharesOf(counts);
    const [one = views, other = views] = tf.unstack(clip(views, -LARGEST, LARGEST));
    const apart = tf.sum(tf.mul(shares, tf.mean(tf.square(tf.sub(one, other)), -1, true)), [1, 2]);
    const [ofOne, ofOther] = [one, other].map((view) => spreadOf(view, { counts, shares, eps }));
    const both = (part: 'missing' | 'together') => tf.add(ofOne?.[part] ?? 0, ofOther?.[part] ?? 0);
    return tf.addN([
      tf.mul(invariance, apart),
      tf.mul(variance / 2, both('missing')),
      tf.mul(covariance, both('together')),
    ]);
  },
);
