import * as tf from '@tensorflow/tfjs-core';

import { type GradientFix, hasShapes, saved } from './GradientFix.ts';

const REASON = 'a condition on the tape threw, or gave a gradient of whole numbers';

/** The gradient of what is constant almost everywhere: zeros, floating whatever the input's type. */
function zeroGradient(kernelName: string, inputNames: string[]): GradientFix {
  return {
    name: kernelName,
    reason: REASON,
    isRight: (own) =>
      tf.tidy(() =>
        hasShapes(
          own,
          [2],
          Object.fromEntries(inputNames.map((name) => [name, tf.tensor1d([1, 2], 'int32')])),
        ),
      ),
    make: () => ({
      kernelName,
      inputsToSave: inputNames,
      gradFunc: (_dy, tensors) =>
        Object.fromEntries(
          inputNames.map((name, index) => [name, () => tf.zeros(saved(tensors, index).shape)]),
        ),
    }),
  };
}

export const zeroGradients: readonly GradientFix[] = [
  ...['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal', 'NotEqual'].map((name) =>
    zeroGradient(name, ['a', 'b']),
  ),
  ...['LogicalAnd', 'LogicalOr', 'LogicalXor'].map((name) => zeroGradient(name, ['a', 'b'])),
  ...['LogicalNot', 'Any', 'All'].map((name) => zeroGradient(name, ['x'])),
];
