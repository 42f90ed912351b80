import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { relu } from '../ops/relu.ts';

/**
 * Expectile loss: the squared error with one weight where the prediction is too low and another where it is
 * too high.
 *
 *     expectile (yTrue - yPred)²          if yPred <= yTrue
 *     (1 - expectile) (yPred - yTrue)²    otherwise
 *
 * Its minimum is an expectile of the targets, as that of `pinball` is a quantile: at 0.5 it is half the
 * squared error and the expectile the mean; nearer to 1 it moves up, by how far targets are above and not only
 * by how many. It is smooth, with gradient 0 at a residual of 0.
 *
 * @param yTrue - Targets, any shape.
 * @param yPred - Predictions of the expectile, the shape of `yTrue`.
 * @param options.expectile - Weight of predictions that are too low; between 0 and 1. Default 0.5.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in squared units of `yTrue`.
 * @throws RangeError if the shapes differ or `expectile` is not between 0 and 1.
 * @formula \begin{cases} \tau\,(y - \hat y)^2 & \hat y \le y \\ (1 - \tau)(\hat y - y)^2 & \text{otherwise} \end{cases}
 * @domain All real numbers.
 * @useWhen Too low costs more than too high, and large errors most of all.
 * @avoidWhen A share of the targets is to be below the prediction: pinball; or there are outliers.
 * @example
 * ```ts
 * expectile(tf.tensor1d([0, 0]), tf.tensor1d([2, -2]), { expectile: 0.9, reduction: 'none' }).dataSync(); // [0.4, 3.6]
 * ```
 * @see W. K. Newey and J. L. Powell, Asymmetric Least Squares Estimation and Testing, 1987, doi:10.2307/1911031
 */
export const expectile = defineLoss(
  {
    name: 'expectile',
    aliases: ['asymmetricSquaredError'],
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    options: {
      expectile: {
        kind: 'number',
        default: 0.5,
        above: 0,
        below: 1,
      },
    },
    twiceDifferentiable: true,
  },
  ({ expectile: share }, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const residual = tf.sub(yPred, yTrue);
    return tf.add(
      tf.mul(1 - share, tf.square(relu(residual))),
      tf.mul(share, tf.square(relu(tf.neg(residual)))),
    );
  },
);
