import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';

/** log(1 + x), with everything below 0 taken for 0. */
function clippedLog1p(x: tf.Tensor): tf.Tensor {
  return tf.log1p(tf.clipByValue(x, 0, Number.POSITIVE_INFINITY));
}

/**
 * Squared logarithmic error: the squared error of log(1 + y), for positive targets over several orders of
 * magnitude.
 *
 * For large targets it is the squared logarithm of the ratio, so that 10 against 100 costs what 100 against
 * 1,000 does, and too low costs more than too high. Negative numbers count as 0 and have gradient 0; at 0 the
 * gradient is that from above. Keras clips at 1e-7 instead of 0.
 *
 * @param yTrue - Targets, any shape; at least 0.
 * @param yPred - Predictions, the shape of `yTrue`; at least 0.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; without units, but not without a scale:
 *   1 is the size below which it turns into the squared error.
 * @throws RangeError if the shapes differ.
 * @formula \left(\log(1 + \hat y) - \log(1 + y)\right)^2
 * @domain Numbers of at least 0; what is below counts as 0.
 * @useWhen Targets are amounts that span orders of magnitude, and ratios matter.
 * @avoidWhen Targets can be negative, or too low should cost as much as too high.
 * @example
 * ```ts
 * meanSquaredLogarithmicError(tf.tensor1d([9, 99]), tf.tensor1d([99, 9])).dataSync(); // [5.3019]
 * ```
 * @see C. Tofallis, A better measure of relative prediction accuracy for model selection and model
 *   estimation, 2015, doi:10.1057/jors.2014.103
 */
export const meanSquaredLogarithmicError = defineLoss(
  {
    name: 'meanSquaredLogarithmicError',
    aliases: ['msle'],
    family: 'regression',
    target: 'nonnegative continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) =>
    tf.square(tf.sub(clippedLog1p(yPred), clippedLog1p(yTrue))),
);
