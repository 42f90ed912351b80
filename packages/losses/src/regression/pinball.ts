import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { relu } from '../ops/relu.ts';

/**
 * Pinball loss: its minimum is a quantile of the targets, where that of the absolute error is their median.
 *
 *     quantile (yTrue - yPred)          if yPred <= yTrue
 *     (1 - quantile) (yPred - yTrue)    otherwise
 *
 * With `quantile: 0.9` a prediction that is too low costs nine times what one that is too high does, so nine
 * tenths of the targets end up below it. At 0.5 it is half the absolute error. The gradient at a residual of
 * 0 is 0.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions of the quantile, the shape of `yTrue`.
 * @param options.quantile - Share of the targets that should be below the prediction; between 0 and 1.
 *   Default 0.5.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in units of `yTrue`.
 * @throws RangeError if the shapes differ or `quantile` is not between 0 and 1.
 * @formula \begin{cases} \tau\,(y - \hat y) & \hat y \le y \\ (1 - \tau)(\hat y - y) & \text{otherwise} \end{cases}
 * @domain All real numbers.
 * @useWhen A quantile is wanted, or too low costs more than too high.
 * @avoidWhen The mean is wanted; or several quantiles that must not cross, which it does not know.
 * @example
 * ```ts
 * pinball(tf.tensor1d([0, 0]), tf.tensor1d([1, -1]), { quantile: 0.9, reduction: 'none' }).dataSync(); // [0.1, 0.9]
 * ```
 * @see R. Koenker and G. Bassett, Regression Quantiles, 1978, doi:10.2307/1913643
 */
export const pinball = defineLoss(
  {
    name: 'pinball',
    aliases: ['quantile', 'meanPinballLoss'],
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    options: {
      quantile: {
        kind: 'number',
        default: 0.5,
        above: 0,
        below: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ quantile }, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const residual = tf.sub(yPred, yTrue);
    return tf.add(tf.mul(1 - quantile, relu(residual)), tf.mul(quantile, relu(tf.neg(residual))));
  },
);
