import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { withGradients } from '../autodiff/withGradients.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { groupOptions } from '../layouts/reductionGroups.ts';
import { twoSamples } from '../layouts/twoSamples.ts';
import { broadcastTo } from '../ops/broadcastTo.ts';
import { log1p } from '../ops/log1p.ts';
import { relu } from '../ops/relu.ts';
import { rowLengths } from '../ops/rows/rowLengths.ts';
import { safeDivide } from '../ops/safeDivide.ts';

/** Stands for the potential of a row that does not count: beside that of any other its exponential is 0. */
const LOWEST = -1e30;
const LARGEST_FLOAT = 3.4028234663852886e38;
/** A blur that is smaller beside the diameter gives the same plan in float32, and its square is still in range. */
const SMALLEST_RATIO = 1e-10;
/** Beside 1, how far a step goes; 2 would no longer converge. */
const OVERRELAXATION = 1.7;

/** Weights of points |charges|, [groups, points]: which of them count. */
function isCounted(charges: tf.Tensor): tf.Tensor {
  return tf.notEqual(charges, 0);
}

/** The diagonal of the box around all points that count, or `blur` where that is larger, [groups]. */
function unitOf(charges: tf.Tensor, points: tf.Tensor, blur: number): tf.Tensor {
  return stopGradient([charges, points], () => {
    const counted = tf.expandDims(isCounted(charges), 2);
    const end = tf.fill(points.shape, LARGEST_FLOAT);
    const highest = tf.max(tf.where(counted, points, tf.neg(end)), 1);
    const lowest = tf.min(tf.where(counted, points, end), 1);
    return tf.maximum(rowLengths(relu(tf.sub(highest, lowest))), blur);
  });
}

/** One number per group beside tensors of more axes. */
function besideGroups(numbers: tf.Tensor, rank: number): tf.Tensor {
  return tf.reshape(numbers, [-1, ...Array<number>(rank - 1).fill(1)]);
}

/** −ε log Σ_j a_j exp(h_j / ε) over the last axis of heights, with shares that sum to 1 there or are 0. */
function softMinimum(heights: tf.Tensor, shares: tf.Tensor, epsilon: tf.Tensor): tf.Tensor {
  const highest = tf.max(heights, -1, true);
  const beside = besideGroups(epsilon, heights.rank);
  const below = tf.div(tf.sub(heights, highest), beside);
  // The shares of a sample sum to 1: beside a large ε, exponentials and their logarithm would lose all digits.
  const sums = log1p(tf.sum(tf.mul(shares, tf.expm1(below)), -1, true));
  return tf.squeeze(tf.neg(tf.add(highest, tf.mul(sums, beside))), [-1]);
}

/** A problem in units in which the points fill a box of diagonal 1 at most. */
class TransportProblem {
  /** p_i − p_j, [groups, points, points, components]. */
  readonly differences: tf.Tensor;
  private readonly rows: number;
  private readonly groups: number;
  private readonly costs: tf.Tensor;
  private readonly counted: tf.Tensor;
  private readonly shares: tf.Tensor;

  constructor(charges: tf.Tensor, points: tf.Tensor, unit: tf.Tensor) {
    const [groups = 0, count = 0] = charges.shape;
    this.groups = groups;
    this.rows = count / 2;
    const apart = tf.sub(tf.expandDims(points, 2), tf.expandDims(points, 1));
    this.differences = tf.div(apart, besideGroups(unit, 4));
    const costs = tf.div(tf.sum(tf.square(this.differences), -1), 2);
    this.costs = tf.reshape(costs, [groups, 2, this.rows, 2, this.rows]);
    this.counted = tf.reshape(isCounted(charges), [groups, 1, 2, this.rows]);
    this.shares = tf.reshape(tf.abs(charges), [groups, 1, 1, 2, this.rows]);
  }

  /** u_j − c_ij of each point [groups, 2, rows] and those of both samples [2, rows]. */
  private heights(potentials: tf.Tensor): tf.Tensor {
    // What a point j has against the sample of point i counts between both.
    const ofOthers = tf.transpose(tf.reshape(potentials, [this.groups, 2, this.rows, 2]), [0, 3, 1, 2]);
    const counted = tf.where(this.counted, ofOthers, tf.fill(ofOthers.shape, LOWEST));
    return tf.sub(tf.reshape(counted, [this.groups, 2, 1, 2, this.rows]), this.costs);
  }

  /** Potentials [groups, points, 2] of all points against both samples that those of the others leave them. */
  answers(potentials: tf.Tensor, epsilon: tf.Tensor): tf.Tensor {
    return tf.reshape(softMinimum(this.heights(potentials), this.shares, epsilon), potentials.shape);
  }

  /** Where the mass of each point goes in each sample, [groups, points, 2, rows]. */
  plans(potentials: tf.Tensor, epsilon: tf.Tensor): tf.Tensor {
    const heights = this.heights(potentials);
    const below = tf.div(tf.sub(heights, tf.max(heights, -1, true)), besideGroups(epsilon, 5));
    const parts = tf.mul(this.shares, tf.exp(below));
    const plans = safeDivide(parts, broadcastTo(tf.sum(parts, -1, true), parts.shape));
    return tf.reshape(plans, [this.groups, this.rows * 2, 2, this.rows]);
  }

  /** What the potentials of the points of one sample leave those of another, or of the same, by the index of both. */
  private answering(from: 0 | 1, to: 0 | 1): (potentials: tf.Tensor, epsilon: tf.Tensor) => tf.Tensor {
    const { groups, rows } = this;
    const costs = tf.reshape(tf.slice(this.costs, [0, to, 0, from, 0], [groups, 1, rows, 1, rows]), [
      groups,
      rows,
      rows,
    ]);
    const shares = tf.reshape(tf.slice(this.shares, [0, 0, 0, from, 0], [groups, 1, 1, 1, rows]), [
      groups,
      1,
      rows,
    ]);
    const counted = tf.reshape(tf.slice(this.counted, [0, 0, from, 0], [groups, 1, 1, rows]), [groups, rows]);
    const lowest = tf.fill([groups, rows], LOWEST);
    return (potentials, epsilon) => {
      const heights = tf.sub(tf.expandDims(tf.where(counted, potentials, lowest), 1), costs);
      return softMinimum(heights, shares, epsilon);
    };
  }

  /**
   * Potentials of every point against both samples, [groups, points, 2]. ε falls from 1 to its last value in the first
   * half of the iterations, as in GeomLoss, and stays there.
   *
   * Between the samples the sides take turns, and in the second half each goes 1.7 times as far as Sinkhorn's step,
   * which needs a fraction of the iterations (successive over-relaxation: A. Thibault et al., Overrelaxed
   * Sinkhorn–Knopp Algorithm for Regularized Optimal Transport, 2021, arXiv:1711.01851). A sample with itself goes
   * half way, which is nearer by half at least each time.
   */
  potentials(ratio: tf.Tensor, iterations: number): tf.Tensor {
    const [yOfX, xOfY] = [this.answering(1, 0), this.answering(0, 1)];
    const [yOfY, xOfX] = [this.answering(0, 0), this.answering(1, 1)];
    const start = tf.onesLike(ratio);
    const zeros = tf.zeros([this.groups, this.rows]);
    let state = [yOfX, xOfY, yOfY, xOfX].map((answer) => answer(zeros, start));
    for (let step = 1; step <= iterations; step++) {
      const previous = state;
      state = tf.tidy(() => {
        const [f = zeros, g = zeros, y = zeros, x = zeros] = previous;
        const epsilon = tf.pow(ratio, 2 * Math.min(1, (2 * step) / iterations));
        const part = 2 * step >= iterations && step <= iterations - 2 ? OVERRELAXATION : 1;
        const towards = (from: tf.Tensor, to: tf.Tensor, share: number) =>
          tf.add(from, tf.mul(tf.sub(to, from), share));
        const nextF = towards(f, yOfX(g, epsilon), part);
        const nextG = towards(g, xOfY(nextF, epsilon), part);
        return [nextF, nextG, towards(y, yOfY(y, epsilon), 0.5), towards(x, xOfX(x, epsilon), 0.5)];
      });
      tf.dispose(previous);
    }
    const [f = zeros, g = zeros, y = zeros, x = zeros] = state;
    return tf.concat([tf.stack([y, f], -1), tf.stack([g, x], -1)], 1);
  }
}

/**
 * Debiased Sinkhorn divergence of two samples: the cost of moving one to the other with half the squared distance as
 * cost, 0 if both are the same, whatever the order of their rows.
 *
 *     OT(y, x) - OT(y, y) / 2 - OT(x, x) / 2,  OT(a, b) = min Σ P_ij · |a_i - b_j|² / 2 + ε · KL(P, a ⊗ b)
 *
 * with ε = blur², over all plans P that move all of a to b. As `blur` goes to 0 it becomes half the squared
 * 2-Wasserstein distance, as it grows half the squared distance of the means. A fixed number of iterations in the log
 * domain, first with a large ε that falls to blur². A hundred are enough for a `blur` of at least a thirtieth of the
 * diagonal of the box around all rows; one of less than 1e-10 of it counts as that much. Where two rows are moved to
 * with nearly the same cost beside a large diagonal, small blurs ask for more digits than float32 has.
 *
 * The gradient is that of converged potentials (envelope theorem): the plan is a constant for it, and it needs no more
 * memory than the loss. Before the iterations have converged it is not exactly the slope of the value; GeomLoss does
 * the same. Memory grows with rows² · components.
 *
 * The rows of the whole call are one reduction group, with `perSample` those of each entry of the first axis.
 * `weights` and `mask` are of the rows of both samples: a row of weight 2 counts twice in its sample. The result
 * is one value per group.
 *
 * @param yTrue - A sample of the true distribution, shape […, components].
 * @param yPred - A sample of the predicted one, the shape of `yTrue`.
 * @param options.blur - Below what distance rows are no longer told apart, above 0, in units of the components.
 *   Default 0.5.
 * @param options.iterations - How many, a whole number, at least 1; more for a small `blur`. Default 100.
 * @param options.perSample - Whether each entry of the first axis is a group of its own. Default false.
 * @returns Scalar, also with `reduction: 'none'`, [batch] with `perSample`; in squared units of the components.
 * @throws RangeError if the shapes differ, there is no last axis or an option is out of range.
 * @formula \mathrm{OT}_\varepsilon(y, x) - \tfrac{1}{2} \mathrm{OT}_\varepsilon(y, y) - \tfrac{1}{2} \mathrm{OT}_\varepsilon(x, x)
 * @domain All real numbers.
 * @useWhen A generator is to have the distribution of the data, and the gradient is to point at rows of the data.
 * @avoidWhen Samples have many thousands of rows, or rows belong to each other one by one.
 * @example
 * ```ts
 * sinkhorn(tf.tensor2d([[0], [2]]), tf.tensor2d([[3], [1]])).dataSync(); // [0.5]
 * ```
 * @see J. Feydy et al., Interpolating between Optimal Transport and MMD using Sinkhorn Divergences, 2019,
 *   arXiv:1810.08278
 * @see M. Cuturi, Sinkhorn Distances: Lightspeed Computation of Optimal Transport, 2013, arXiv:1306.0895
 */
export const sinkhorn = defineLoss(
  {
    name: 'sinkhorn',
    aliases: ['sinkhornDivergence', 'entropicOptimalTransport', 'samplesLoss'],
    family: 'transport',
    target: 'vectors',
    prediction: 'values',
    layout: twoSamples,
    batchDependent: true,
    options: {
      blur: {
        kind: 'number',
        default: 0.5,
        above: 0,
      },
      iterations: {
        kind: 'number',
        default: 100,
        atLeast: 1,
        integer: true,
      },
      ...groupOptions,
    },
  },
  ({ blur, iterations }, charges: tf.Tensor, points: tf.Tensor) => {
    const unit = unitOf(charges, points, blur);
    const ratioOf = (size: tf.Tensor) => tf.maximum(tf.div(blur, size), SMALLEST_RATIO);
    const before = stopGradient([charges, points, unit], () =>
      new TransportProblem(charges, points, unit).potentials(ratioOf(unit), iterations),
    );
    // Multiplied one after the other: the square of a unit can overflow where the product does not.
    const inSquaredUnits = (x: tf.Tensor, size: tf.Tensor) => tf.mul(tf.mul(x, size), size);
    const witnesses = (c: tf.Tensor, p: tf.Tensor, size: tf.Tensor, potentials: tf.Tensor) => {
      const problem = new TransportProblem(c, p, size);
      const [own, other] = tf.unstack(problem.answers(potentials, tf.square(ratioOf(size))), -1);
      return tf.sub(other ?? c, own ?? c);
    };
    return withGradients(
      [charges, points, unit, before],
      (c, p, size, potentials) =>
        inSquaredUnits(tf.sum(tf.mul(c, witnesses(c, p, size, potentials)), -1), size),
      (dy, c = charges, p = points, size = unit, potentials = before) => [
        () =>
          tf.mul(
            tf.expandDims(dy, 1),
            inSquaredUnits(witnesses(c, p, size, potentials), tf.expandDims(size, 1)),
          ),
        () => {
          const problem = new TransportProblem(c, p, size);
          const plans = problem.plans(potentials, tf.square(ratioOf(size)));
          const signed = tf.reshape(tf.mul(plans, tf.tensor([-1, 1], [2, 1])), [...c.shape, -1, 1]);
          const moves = tf.sum(tf.mul(signed, problem.differences), 2);
          const factors = tf.mul(tf.mul(tf.expandDims(dy, 1), c), tf.expandDims(size, 1));
          return tf.mul(tf.expandDims(factors, 2), moves);
        },
      ],
      [unit, before],
    );
  },
);
