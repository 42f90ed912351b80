import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { elementwise } from '../layouts/elementwise.ts';

/**
 * L2 penalty: pulls every parameter towards 0 in proportion to its size.
 *
 * The gradient is lambda · w, which is PyTorch's `weight_decay`; Keras's `l2` has no ½, so its gradient is
 * twice as large.
 *
 * A penalty is added to a loss; it is summed over the parameters unless `reduction` says otherwise.
 *
 * @param parameters - Weights of a model, any shape.
 * @param options.lambda - Strength of the penalty, ≥ 0. Default 0.01.
 * @returns Scalar, or the shape of `parameters` with `reduction: 'none'`.
 * @throws RangeError if `lambda` is not a finite number of at least 0.
 * @formula \frac{\lambda}{2}\, w^2
 * @domain All real numbers.
 * @useWhen A model overfits or features are correlated; the default penalty.
 * @avoidWhen You want parameters to be exactly 0: l1Penalty does that.
 * @example
 * ```ts
 * l2Penalty(tf.tensor1d([-1, 2, 0]), { lambda: 0.1 }).dataSync(); // [0.25]
 * ```
 * @see A. E. Hoerl and R. W. Kennard, Ridge Regression, 1970, doi:10.1080/00401706.1970.10488634
 */
export const l2Penalty = defineLoss(
  {
    name: 'l2Penalty',
    aliases: ['ridge', 'regularizers.l2'],
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
  ({ lambda }, parameters: tf.Tensor) => tf.mul(tf.mul(lambda / 2, parameters), parameters),
);
