import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { abs } from '../ops/abs.ts';
import { clip } from '../ops/clip.ts';
import { rhoAndPsi } from '../ops/rhoAndPsi.ts';

/**
 * Smooth L1: the absolute error, rounded off to a parabola near 0.
 *
 * With r = |yPred − yTrue|, per element:
 *
 *     r² / (2 beta)    if r < beta
 *     r - beta / 2     otherwise
 *
 * The gradient never exceeds 1 in size, and with `beta: 0` it is that of `meanAbsoluteError`: 0 at 0. `huber`
 * is delta times `smoothL1` with beta = delta.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @param options.beta - Residual below which the loss is quadratic, in units of `yTrue`; ≥ 0. Default 1.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of `yTrue`.
 * @throws RangeError if the shapes differ or `beta` is not a finite number of at least 0.
 * @formula \begin{cases} \frac{1}{2\beta} (\hat y - y)^2 & |\hat y - y| < \beta \\ |\hat y - y| - \frac12 \beta & \text{otherwise} \end{cases}
 * @domain All real numbers.
 * @useWhen Boxes and other coordinates; huber divided by its threshold.
 * @avoidWhen You compare thresholds: the slope far out is always 1, and 1 / beta says how fast it gets there.
 * @example
 * ```ts
 * smoothL1(tf.tensor1d([0, 0]), tf.tensor1d([0.5, 3]), { beta: 2 }).dataSync(); // [1.0313]
 * ```
 * @see R. Girshick, Fast R-CNN, 2015, doi:10.1109/ICCV.2015.169, arXiv:1504.08083
 */
export const smoothL1 = defineLoss(
  {
    name: 'smoothL1',
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    options: {
      beta: {
        kind: 'number',
        default: 1,
        atLeast: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ beta }, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const residual = tf.sub(yPred, yTrue);
    if (beta === 0) return abs(residual);
    const slopeAt = (r: tf.Tensor) => clip(tf.div(r, beta), -1, 1);
    return rhoAndPsi(
      residual,
      (r, save) => {
        const slope = slopeAt(r);
        save(slope);
        return tf.mul(slope, tf.sub(r, tf.mul(beta / 2, slope)));
      },
      (dy, r, [slope = slopeAt(r)]) => tf.mul(dy, slope),
    );
  },
);
