import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { abs } from '../ops/abs.ts';
import { clip } from '../ops/clip.ts';
import { safeDivide } from '../ops/safeDivide.ts';

const SMALLEST_TARGET = 1e-7;

/**
 * Absolute percentage error: the size of the residual in percent of the target.
 *
 * The gradient at a residual of 0 is 0. Targets near 0 make it useless: at yTrue = 0 an error of 1 counts as
 * 1e9. It also prefers predictions that are too low, because those cost at most 100 where the target is
 * positive.
 *
 * @param yTrue - Targets, any shape; none of them near 0.
 * @param yPred - Predictions, the shape of `yTrue`.
 * @returns Scalar, or the shape of `yTrue` with `reduction: 'none'`; in percent.
 * @throws RangeError if the shapes differ.
 * @formula 100\,\frac{|\hat y - y|}{\max(|y|, 10^{-7})}
 * @domain All real numbers; targets away from 0.
 * @useWhen Errors matter in percent, and targets are far from 0.
 * @avoidWhen Targets come near 0, where it explodes; it also favours predictions that are too low.
 * @example
 * ```ts
 * meanAbsolutePercentageError(tf.tensor1d([10, 20]), tf.tensor1d([11, 15])).dataSync(); // [17.5]
 * ```
 * @see R. J. Hyndman and A. B. Koehler, Another look at measures of forecast accuracy, 2006,
 *   doi:10.1016/j.ijforecast.2006.03.001
 */
export const meanAbsolutePercentageError = defineLoss(
  {
    name: 'meanAbsolutePercentageError',
    aliases: ['mape'],
    family: 'regression',
    target: 'nonzero continuous',
    prediction: 'values',
    layout: elementwise(
      [
        ['yTrue', 'targets'],
        ['yPred', 'predictions'],
      ],
      1,
    ),
  },
  (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const size = clip(abs(yTrue), SMALLEST_TARGET, Number.POSITIVE_INFINITY);
    return tf.mul(100, safeDivide(abs(tf.sub(yPred, yTrue)), size));
  },
);
