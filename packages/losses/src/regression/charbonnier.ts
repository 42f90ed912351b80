import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { boundedSlope, rootOfOnePlusSquare } from '../ops/boundedSlope.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';
import { squarableRatio } from '../ops/squarableRatio.ts';

/**
 * Charbonnier loss: a smooth form of the absolute error, quadratic near 0.
 *
 *     √(z² + 1) - 1
 *
 * With z = (yPred − yTrue) / scale. About z² / 2 for small residuals and |z| − 1 for large ones; the gradient
 * with respect to z is z / √(z² + 1), smooth everywhere and 0 at 0. Times scale² it is the pseudo-Huber loss,
 * and it is `barron` with alpha 1.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @param options.scale - Residual at which the loss turns from quadratic to linear, in units of `yTrue`; > 0.
 *   Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; without units.
 * @throws RangeError if the shapes differ or `scale` is not a finite number above 0.
 * @formula \sqrt{\left(\tfrac{\hat y - y}{c}\right)^2 + 1} - 1
 * @domain All real numbers.
 * @useWhen You want a smooth absolute error, as in restoring images.
 * @avoidWhen Outliers are extreme: it grows without bound like the absolute error.
 * @example
 * ```ts
 * charbonnier(tf.tensor1d([0, 0]), tf.tensor1d([1, 10])).dataSync(); // [4.7321]
 * ```
 * @see P. Charbonnier et al., Two deterministic half-quadratic regularization algorithms for computed
 *   imaging, 1994, doi:10.1109/ICIP.1994.413553
 */
export const charbonnier = defineLoss(
  {
    name: 'charbonnier',
    aliases: ['pseudoHuber', 'l1l2'],
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    options: {
      scale: {
        kind: 'number',
        default: 1,
        above: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ scale }, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    return rhoAndPsi(
      tf.sub(yPred, yTrue),
      (residual) => {
        const z = squarableRatio(residual, scale);
        // Not √(z² + 1) − 1, which is 0 for every residual below 3e-4.
        return tf.mul(tf.div(residual, scale), tf.div(z, tf.add(rootOfOnePlusSquare(z), 1)));
      },
      (dy, residual) => tf.mul(dy, tf.div(boundedSlope(residual, scale), scale)),
    );
  },
);
