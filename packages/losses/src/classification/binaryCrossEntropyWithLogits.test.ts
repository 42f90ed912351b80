import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { binaryCrossEntropyWithLogits } from './binaryCrossEntropyWithLogits.ts';

testLoss(binaryCrossEntropyWithLogits, {
  options: [{}, { posWeight: 3 }, { labelSmoothing: 0.2 }, { posWeight: 0.5, labelSmoothing: 0.1 }],
  // Minus the logarithm of the sigmoid in two branches.
  reference(yTrue, logit, { posWeight = 1, labelSmoothing = 0 }) {
    const target = yTrue + labelSmoothing * (0.5 - yTrue);
    const negativeLogLikelihood = (x: number) => (x > -700 ? Math.log1p(Math.exp(-x)) : -x);
    return posWeight * target * negativeLogLikelihood(logit) + (1 - target) * negativeLogLikelihood(-logit);
  },
  cases: [
    { inputs: [1, 0], value: Math.LN2, gradient: -0.5 },
    { inputs: [1, -1e4], value: 1e4, gradient: -1 },
    { inputs: [0, -1e4], value: 0, gradient: 0 },
  ],
});

test('keeps its precision where the answer is right and certain', () => {
  const loss = binaryCrossEntropyWithLogits(tf.tensor1d([1, 0]), tf.tensor1d([30, -30]), {
    reduction: 'none',
  });
  expect(loss).toBeAllClose([Math.exp(-30), Math.exp(-30)], { atol: 0, rtol: 1e-5 });
});

test('takes one posWeight per entry of the last axis', () => {
  const [ones, logits] = [tf.ones([2, 3]), tf.zeros([2, 3])];
  const loss = binaryCrossEntropyWithLogits(ones, logits, { posWeight: [1, 2, 4], reduction: 'none' });
  expect(loss).toBeAllClose([1, 2, 4, 1, 2, 4].map((weight) => weight * Math.LN2));
});

test('refuses a posWeight that would enlarge the loss', () => {
  expect(() =>
    binaryCrossEntropyWithLogits(tf.ones([3]), tf.ones([3]), { posWeight: tf.ones([2, 3]) }),
  ).toThrow(
    'binaryCrossEntropyWithLogits: expected posWeight broadcastable to the unreduced loss [3], got [2,3].',
  );
});
