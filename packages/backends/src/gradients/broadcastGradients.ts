import * as tf from '@tensorflow/tfjs-core';

import { type GradientFix, hasShapes, only, saved, sumToShape } from './GradientFix.ts';

type Slope = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** An elementwise kernel of two inputs whose own gradient has the output's shape, not the inputs'. */
function broadcastGradient(kernelName: string, slopeA: Slope, slopeB: Slope): GradientFix {
  return {
    name: kernelName,
    reason: 'the gradient of a broadcast input had the wrong shape and threw',
    isRight: (own) => tf.tidy(() => hasShapes(own, [2, 3], { a: tf.ones([2, 1]), b: tf.ones([1, 3]) })),
    make: () => ({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (dys, tensors) => {
        const dy = only(dys);
        const a = saved(tensors, 0);
        const b = saved(tensors, 1);
        return {
          a: () => sumToShape(tf.mul(dy, slopeA(a, b)), a.shape),
          b: () => sumToShape(tf.mul(dy, slopeB(a, b)), b.shape),
        };
      },
    }),
  };
}

const float = (condition: tf.Tensor) => tf.cast(condition, 'float32');

/** At a tie the first input gets all of the gradient, as tfjs has it without broadcasting. */
export const broadcastGradients: readonly GradientFix[] = [
  broadcastGradient(
    'Maximum',
    (a, b) => float(tf.greaterEqual(a, b)),
    (a, b) => float(tf.less(a, b)),
  ),
  broadcastGradient(
    'Minimum',
    (a, b) => float(tf.lessEqual(a, b)),
    (a, b) => float(tf.greater(a, b)),
  ),
  broadcastGradient(
    'SquaredDifference',
    (a, b) => tf.mul(2, tf.sub(a, b)),
    (a, b) => tf.mul(2, tf.sub(b, a)),
  ),
];
