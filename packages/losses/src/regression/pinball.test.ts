import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { pinball } from './pinball.ts';

testLoss(pinball, {
  options: [{}, { quantile: 0.1 }, { quantile: 0.9 }, { quantile: 0.999 }],
  // The larger of two lines.
  reference(yTrue, yPred, { quantile = 0.5 }) {
    return Math.max(quantile * (yTrue - yPred), (quantile - 1) * (yTrue - yPred));
  },
  cases: [
    { inputs: [2, 2], options: { quantile: 0.9 }, value: 0, gradient: 0 },
    { inputs: [0, -2], options: { quantile: 0.9 }, value: 1.8, gradient: -0.9 },
    { inputs: [0, 2], options: { quantile: 0.9 }, value: 0.2, gradient: 0.1 },
  ],
});

test('of all constant predictions the quantile of the targets is the cheapest', () => {
  const targets = tf.range(0, 10);
  const costs = Array.from({ length: 10 }, (_, index) =>
    pinball(targets, tf.fill([10], index), { quantile: 0.75 }).arraySync(),
  );
  expect(costs.indexOf(Math.min(...costs.map(Number)))).toBe(7);
});
