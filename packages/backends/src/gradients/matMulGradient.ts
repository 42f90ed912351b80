import * as tf from '@tensorflow/tfjs-core';

import { type GradientFix, hasShapes, saved, sumToShape } from './GradientFix.ts';

/** Products of batches of matrices, where one batch is repeated for the other. */
export const matMulGradient: GradientFix = {
  name: 'BatchMatMul',
  reason: 'the gradient of a factor whose batch is broadcast had the wrong shape and threw',
  isRight: (own) =>
    tf.tidy(() =>
      hasShapes(
        own,
        [2, 1, 1],
        { a: tf.ones([2, 1, 1]), b: tf.ones([1, 1, 1]) },
        { transposeA: false, transposeB: false },
      ),
    ),
  make: (own) => {
    if (!own) throw new TypeError('matMul: expected tfjs to have a gradient for it, got none.');
    return {
      ...own,
      gradFunc: (dy, tensors, attributes) => {
        const { a, b } = own.gradFunc(dy, tensors, attributes);
        const gradientOf = (index: number, gradient: (() => tf.Tensor) | undefined) => () => {
          if (!gradient) throw new TypeError('matMul: expected gradients for a and b, got one.');
          return sumToShape(gradient(), saved(tensors, index).shape);
        };
        return { a: gradientOf(0, a), b: gradientOf(1, b) };
      },
    };
  },
};
