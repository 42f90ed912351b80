import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient } from '../autodiff/customGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { boundedSlope } from '../ops/boundedSlope.ts';
import { exp } from '../ops/exp.ts';
import { exponentialOfSquare } from '../ops/exponentialOfSquare.ts';
import { logOfOnePlusSquare } from '../ops/logOfOnePlusSquare.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';

/** Closer to 0 or 2, or farther out than its inverse, a shape is its limit in float32. */
const NEAR = 1e-9;

/** Beyond it eˣ − 1 is eˣ in float32. */
const LARGE = 40;

/** factor · (eˣ − 1): not a power minus 1, which cancels for small residuals and for alpha near 0. */
function timesExpm1(factor: number, x: tf.Tensor): tf.Tensor {
  const small = tf.mul(factor, tf.expm1(x));
  if (factor < 0 || factor >= 1) return small;
  // The power alone can overflow.
  return tf.where(tf.greater(x, LARGE), tf.exp(tf.add(x, Math.log(factor))), small);
}

/** ρ and ψ of the residual for one shape; see the formula of the loss. */
function generalRobust(residual: tf.Tensor, scale: number, alpha: number): tf.Tensor | CustomGradient {
  const distance = Math.abs(alpha - 2);
  if (distance < NEAR) {
    return rhoAndPsi(
      residual,
      (r) => tf.mul(0.5, tf.square(tf.div(r, scale))),
      (dy, r) => tf.mul(dy, tf.div(tf.div(r, scale), scale)),
    );
  }
  if (Math.abs(alpha) < NEAR) return logOfOnePlusSquare(residual, scale * Math.SQRT2);
  if (distance > 1 / NEAR ** 2) return exponentialOfSquare(residual, scale, Math.sign(alpha) / 2);
  const width = scale * Math.sqrt(distance);
  const growth = (r: tf.Tensor) => logOfOnePlusSquare(r, width);
  return rhoAndPsi(
    residual,
    (r) => timesExpm1(distance / alpha, tf.mul(alpha / 2, growth(r))),
    (dy, r) => {
      // One root of 1 + z² / |α − 2| is in the bounded slope, as the power alone can underflow.
      const slope = tf.mul(boundedSlope(r, width), exp(tf.mul((alpha - 1) / 2, growth(r))));
      return tf.mul(dy, tf.mul(Math.sqrt(distance) / scale, slope));
    },
  );
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
  ({ alpha, scale }, yTrue: tf.Tensor, yPred: tf.Tensor) => generalRobust(tf.sub(yPred, yTrue), scale, alpha),
);
