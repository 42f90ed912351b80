import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';
import { abs } from '../ops/abs.ts';

/**
 * L1 penalty: pulls every parameter towards 0 with the same force, so that many become exactly 0.
 *
 * The gradient is lambda times the sign, 0 at 0 (as in PyTorch; `tf.abs` has −1 there).
 *
 * A penalty is added to a loss; it is summed over the parameters unless `reduction` says otherwise.
 *
 * @param parameters - Weights of a model, any shape.
 * @param options.lambda - Strength of the penalty, ≥ 0. Default 0.01.
 * @returns Scalar, or the shape of `parameters` with `reduction: 'none'`.
 * @throws RangeError if `lambda` is not a finite number of at least 0.
 * @formula \lambda\, |w|
 * @domain All real numbers.
 * @useWhen Few parameters should remain: it sets the others to exactly 0.
 * @avoidWhen Features are correlated: it keeps one of them at random; l2Penalty shares.
 * @example
 * ```ts
 * l1Penalty(tf.tensor1d([-1, 2, 0]), { lambda: 0.1 }).dataSync(); // [0.3]
 * ```
 * @see R. Tibshirani, Regression Shrinkage and Selection via the Lasso, 1996,
 *   doi:10.1111/j.2517-6161.1996.tb02080.x
 */
export const l1Penalty = defineLoss(
  {
    name: 'l1Penalty',
    aliases: ['lasso', 'regularizers.l1'],
    family: 'penalty',
    target: 'none',
    prediction: 'parameters',
    layout: elementwise([['parameters', 'weights of a model']], 0),
    options: {
      lambda: {
        kind: 'number',
        default: 0.01,
        atLeast: 0,
      },
    },
    defaultReduction: 'sum',
    twiceDifferentiable: true,
  },
  ({ lambda }, parameters: tf.Tensor) => tf.mul(lambda, abs(parameters)),
);
