import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { logOfOnePlusSquare } from '../ops/logOfOnePlusSquare.ts';

/**
 * Cauchy loss: grows with the logarithm of the residual, so that outliers hardly pull.
 *
 *     log(1 + z² / 2)
 *
 * With z = (yPred − yTrue) / scale: minus the log likelihood of a Cauchy distribution, up to a constant and
 * with a scale of √2 · scale. The gradient with respect to z is 2z / (z² + 2): the largest pull is at |z| =
 * √2, and 0 at 0. It is `barron` with alpha 0.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @param options.scale - Residual at which the loss turns from quadratic to logarithmic, in units of `yTrue`;
 *   > 0. Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; without units.
 * @throws RangeError if the shapes differ or `scale` is not a finite number above 0.
 * @formula \log\left(1 + \tfrac12 \left(\tfrac{\hat y - y}{c}\right)^2\right)
 * @domain All real numbers.
 * @useWhen Outliers are many and far out, and should still pull a little.
 * @avoidWhen Errors are clean: far residuals have small gradients, so a bad start is left slowly.
 * @example
 * ```ts
 * cauchy(tf.tensor1d([0, 0]), tf.tensor1d([1, 10])).dataSync(); // [2.1687]
 * ```
 * @see M. J. Black and P. Anandan, The Robust Estimation of Multiple Motions, 1996,
 *   doi:10.1006/cviu.1996.0006
 */
export const cauchy = defineLoss(
  {
    name: 'cauchy',
    aliases: ['lorentzian'],
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
  ({ scale }, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    logOfOnePlusSquare(tf.sub(yPred, yTrue), scale * Math.SQRT2),
);
