import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../autodiff/withGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { log1p } from '../ops/log1p.ts';

/** Below it the series is exact in float32, and from it on the sum of logarithms no longer cancels. */
const SERIES_ENDS = 0.25;

/**
 * log cosh r without the cancellation of |r| + log(1 + e^(−2|r|)) − log 2 for small r, where all of it is
 * rounding.
 */
function logOfCosh(residual: tf.Tensor): tf.Tensor {
  return withGradient(
    residual,
    (r) => {
      const square = tf.square(r);
      const series = [-17 / 2520, 1 / 45, -1 / 12, 1 / 2].reduce(
        (inner, coefficient) => tf.mul(square, tf.add(inner, coefficient)),
        tf.zeros(r.shape),
      );
      const size = tf.abs(r);
      const far = tf.add(size, tf.sub(log1p(tf.exp(tf.mul(-2, size))), Math.LN2));
      return tf.where(tf.less(size, SERIES_ENDS), series, far);
    },
    (dy, r) => tf.mul(dy, tf.tanh(r)),
  );
}

/**
 * Log-cosh: half the squared residual while it is small and its size while it is large, smooth everywhere.
 *
 * About r² / 2 for small residuals r and |r| − log 2 for large ones; the gradient is tanh r, smooth
 * everywhere and 0 at 0. Keras's and Optax's form loses small residuals to rounding: 0 at r = 1e-4, where
 * this one has 5e-9.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`. The residual counts in the units of
 *   `yTrue`: it is small below 1 and large above.
 * @throws RangeError if the shapes differ.
 * @formula \log \cosh(\hat y - y)
 * @domain All real numbers.
 * @useWhen Like huber, but smooth everywhere and without a number to choose.
 * @avoidWhen Residuals are far from 1 in size: its change from squared to absolute is fixed there.
 * @example
 * ```ts
 * logCosh(tf.tensor1d([0, 0]), tf.tensor1d([1, 3])).dataSync(); // [1.3716]
 * ```
 * @see P. Chen, G. Chen and S. Zhang, Log Hyperbolic Cosine Loss Improves Variational Auto-Encoder, 2019;
 *   robustness: R. A. Saleh and A. K. Md. E. Saleh, Statistical Properties of the log-cosh Loss Function,
 *   2022, arXiv:2208.04564
 */
export const logCosh = defineLoss(
  {
    name: 'logCosh',
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => logOfCosh(tf.sub(yPred, yTrue)),
);
