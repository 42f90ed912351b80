import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { log1p } from '../ops/log1p.ts';

/** ρ of z² for one shape; see the formula of the loss. */
function generalRobust(square: tf.Tensor, alpha: number): tf.Tensor {
  if (alpha === 2) return tf.mul(0.5, square);
  if (alpha === 0) return log1p(tf.mul(0.5, square));
  if (alpha === Number.NEGATIVE_INFINITY) return tf.neg(tf.expm1(tf.mul(-0.5, square)));
  if (alpha === Number.POSITIVE_INFINITY) return tf.expm1(tf.mul(0.5, square));
  const distance = Math.abs(alpha - 2);
  // Not a power minus 1, which cancels for small residuals and for alpha near 0.
  const growth = tf.expm1(tf.mul(alpha / 2, log1p(tf.div(square, distance))));
  return tf.mul(distance / alpha, growth);
}

/**
 * Barron's general robust loss: a family from the squared error to losses that ignore outliers, with one
 * number to choose.
 *
 *     |α - 2| / α · ((z² / |α - 2| + 1)^(α / 2) - 1)
 *
 * With z = (yPred − yTrue) / scale, and the limits of that formula at α = 2: z² / 2, α = 0: log(1 + z² / 2),
 * α = −∞: 1 − exp(−z² / 2) and α = ∞: exp(z² / 2) − 1. So α = 2 is half the squared error, 1 `charbonnier`, 0
 * `cauchy`, −2 `gemanMcClure`, −∞ `welsch`. All are z² / 2 near 0, where the gradient is 0. Above 2 outliers
 * count even more than squared, and float32 ends soon: at ∞ beyond |z| = 13.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @param options.alpha - Shape α, any number or ±∞; the lower, the less outliers count. Default 1.
 * @param options.scale - Residual at which the loss leaves the parabola, in units of `yTrue`; > 0. Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; without units.
 * @throws RangeError if the shapes differ, `alpha` is NaN or `scale` is not a finite number above 0.
 * @formula \frac{|\alpha - 2|}{\alpha} \left( \left( \frac{z^2}{|\alpha - 2|} + 1 \right)^{\alpha / 2} - 1 \right),\quad z = \frac{\hat y - y}{c}
 * @domain All real numbers.
 * @useWhen You do not know how heavy the tails are and want to try shapes by one number.
 * @avoidWhen You know the shape: cauchy, charbonnier, welsch and huber say what they are, and alpha above 2
 *   overflows.
 * @example
 * ```ts
 * barron(tf.tensor1d([0, 0]), tf.tensor1d([1, 10]), { alpha: -2 }).dataSync(); // [1.1615]
 * ```
 * @see J. T. Barron, A General and Adaptive Robust Loss Function, 2019, doi:10.1109/CVPR.2019.00446,
 *   arXiv:1701.03077
 */
export const barron = defineLoss(
  {
    name: 'barron',
    aliases: ['generalRobust'],
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    options: {
      alpha: {
        kind: 'number',
        default: 1,
        infinite: true,
      },
      scale: {
        kind: 'number',
        default: 1,
        above: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ alpha, scale }, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    generalRobust(tf.square(tf.div(tf.sub(yPred, yTrue), scale)), alpha),
);
