import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { binaryCrossEntropyWithLogits } from './binaryCrossEntropyWithLogits.ts';
import { binaryFocal } from './binaryFocal.ts';

testLoss(binaryFocal, {
  options: [{}, { gamma: 0 }, { gamma: 0.5 }, { gamma: 5, alpha: 0.25 }, { alpha: 0 }, { alpha: 1 }],
  // A power of the sigmoid, not an exponential of the softplus.
  reference(yTrue, logit, { gamma = 2, alpha }) {
    const negativeLogLikelihood = (x: number) => (x > -700 ? Math.log1p(Math.exp(-x)) : -x);
    const focal = (x: number) => (1 / (1 + Math.exp(x))) ** gamma * negativeLogLikelihood(x);
    return (alpha ?? 1) * yTrue * focal(logit) + (1 - (alpha ?? 0)) * (1 - yTrue) * focal(-logit);
  },
  cases: [
    { inputs: [1, 0], value: Math.LN2 / 4 },
    { inputs: [1, 1e4], options: { gamma: 0.5 }, value: 0, gradient: 0 },
    { inputs: [1, -1e4], options: { gamma: 0.5 }, value: 1e4, gradient: -1 },
  ],
});

test('without focus it is binary cross-entropy', () => {
  const [yTrue, logits] = [tf.tensor1d([0, 1, 0.3]), tf.tensor1d([-2, 0.5, 7])];
  expect(binaryFocal(yTrue, logits, { gamma: 0 })).toBeAllClose(binaryCrossEntropyWithLogits(yTrue, logits));
});
