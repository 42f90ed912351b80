import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { exponentialOfSquare } from '../ops/exponentialOfSquare.ts';

/**
 * Welsch loss: never above 1, an upside-down bell.
 *
 *     1 - exp(-z² / 2)
 *
 * With z = (yPred − yTrue) / scale. About z² / 2 for small residuals; the gradient with respect to z is z ·
 * exp(−z² / 2): 0 at 0, and in float32 exactly 0 beyond |z| = 15, so an outlier cannot even come back. It is
 * `barron` with alpha −∞.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @param options.scale - Residual at which the loss turns from quadratic to flat, in units of `yTrue`; > 0.
 *   Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; without units.
 * @throws RangeError if the shapes differ or `scale` is not a finite number above 0.
 * @formula 1 - \exp\left(-\tfrac12 \left(\tfrac{\hat y - y}{c}\right)^2\right)
 * @domain All real numbers.
 * @useWhen Gross outliers are to have no say at all, and the loss should stay smooth.
 * @avoidWhen The start is far from the data: beyond the scale the gradient vanishes quickly.
 * @example
 * ```ts
 * welsch(tf.tensor1d([0, 0]), tf.tensor1d([1, 10])).dataSync(); // [0.6967]
 * ```
 * @see J. E. Dennis and R. E. Welsch, Techniques for nonlinear least squares and robust regression, 1978,
 *   doi:10.1080/03610917808812083
 */
export const welsch = defineLoss(
  {
    name: 'welsch',
    aliases: ['leclerc', 'correntropy'],
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
  ({ scale }, yTrue: tf.Tensor, yPred: tf.Tensor) => exponentialOfSquare(tf.sub(yPred, yTrue), scale, -0.5),
);
