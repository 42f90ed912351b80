import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { expectile } from './expectile.ts';

testLoss(expectile, {
  options: [{}, { expectile: 0.1 }, { expectile: 0.9 }, { expectile: 0.7 }],
  // The weight by the sign of the residual.
  reference(yTrue, yPred, { expectile: share = 0.5 }) {
    return Math.abs(share - (yTrue < yPred ? 1 : 0)) * (yTrue - yPred) ** 2;
  },
  cases: [
    { inputs: [2, 2], options: { expectile: 0.9 }, value: 0, gradient: 0 },
    { inputs: [0, -2], options: { expectile: 0.9 }, value: 3.6, gradient: -3.6 },
    { inputs: [0, 2], options: { expectile: 0.9 }, value: 0.4, gradient: 0.4 },
  ],
});

test('of all constant predictions the expectile of the targets is the cheapest', () => {
  // At 0.8 the targets above weigh four times those below: 4 (12 - 8) = 8 + 8.
  const targets = tf.tensor1d([0, 0, 12]);
  const slope = tf.grad((x) => expectile(targets, x, { expectile: 0.8, reduction: 'sum' }));
  expect(tf.sum(slope(tf.fill([3], 8)))).toBeAllClose([0], { atol: 1e-5 });
});
