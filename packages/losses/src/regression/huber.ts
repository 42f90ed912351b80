import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { clip } from '../ops/clip.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';

/**
 * Huber loss: quadratic for small residuals and linear for large ones, so outliers pull less.
 *
 * With r = |yPred − yTrue|, per element:
 *
 *     r² / 2                   if r <= delta
 *     delta (r - delta / 2)    otherwise
 *
 * Its gradient is that of half the squared error, clipped to [−delta, delta]. `huber` is delta times
 * `smoothL1` with beta = delta.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @param options.delta - Residual at which the loss turns from quadratic to linear, in units of `yTrue`; > 0.
 *   Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in squared units of `yTrue`.
 * @throws RangeError if the shapes differ or `delta` is not a finite number above 0.
 * @formula \begin{cases} \frac12 (\hat y - y)^2 & |\hat y - y| \le \delta \\ \delta\,(|\hat y - y| - \frac12 \delta) & \text{otherwise} \end{cases}
 * @domain All real numbers.
 * @useWhen Some targets are outliers, and small errors should still count squared; the robust default.
 * @avoidWhen You cannot say which residual is large: delta is in units of the target.
 * @example
 * ```ts
 * huber(tf.tensor1d([0, 0]), tf.tensor1d([0.5, 3])).dataSync(); // [1.3125]
 * ```
 * @see P. J. Huber, Robust Estimation of a Location Parameter, 1964, doi:10.1214/aoms/1177703732
 */
export const huber = defineLoss(
  {
    name: 'huber',
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    options: {
      delta: {
        kind: 'number',
        default: 1,
        above: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ delta }, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    rhoAndPsi(
      tf.sub(yPred, yTrue),
      (residual, save) => {
        const inner = clip(residual, -delta, delta);
        save(inner);
        return tf.mul(inner, tf.sub(residual, tf.mul(0.5, inner)));
      },
      (dy, residual, [inner = clip(residual, -delta, delta)]) => tf.mul(dy, inner),
    ),
);
