import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';
import { squarableRatio } from '../ops/squarableRatio.ts';

/**
 * Geman–McClure loss: never above 2, so that an outlier far out costs the same wherever it is.
 *
 *     2z² / (z² + 4)
 *
 * With z = (yPred − yTrue) / scale. About z² / 2 for small residuals; the gradient with respect to z is 16z /
 * (z² + 4)², 0 at 0 and almost 0 for outliers, so start from a fair guess. It is `barron` with alpha −2; some
 * texts have a quarter of it, in residuals half as large.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @param options.scale - Residual at which the loss turns from quadratic to flat, in units of `yTrue`; > 0.
 *   Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; without units.
 * @throws RangeError if the shapes differ or `scale` is not a finite number above 0.
 * @formula \frac{2 z^2}{z^2 + 4},\quad z = \frac{\hat y - y}{c}
 * @domain All real numbers.
 * @useWhen Gross outliers are to have no say at all.
 * @avoidWhen The start is far from the data: beyond the scale the gradient vanishes.
 * @example
 * ```ts
 * gemanMcClure(tf.tensor1d([0, 0]), tf.tensor1d([1, 10])).dataSync(); // [1.1615]
 * ```
 * @see S. Geman and D. E. McClure, Bayesian image analysis, 1985; in this form: J. T. Barron, A General and
 *   Adaptive Robust Loss Function, 2019, doi:10.1109/CVPR.2019.00446
 */
export const gemanMcClure = defineLoss(
  {
    name: 'gemanMcClure',
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
    const share = (z: tf.Tensor) => tf.div(4, tf.add(tf.square(z), 4));
    return rhoAndPsi(
      tf.sub(yPred, yTrue),
      (residual) => {
        const z = squarableRatio(residual, scale);
        return tf.mul(0.5, tf.mul(tf.square(z), share(z)));
      },
      (dy, residual) => {
        const z = squarableRatio(residual, scale);
        return tf.mul(dy, tf.div(tf.mul(tf.mul(z, share(z)), share(z)), scale));
      },
    );
  },
);
