import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { huber } from './huber.ts';
import { smoothL1 } from './smoothL1.ts';

testLoss(smoothL1, {
  options: [{}, { beta: 0 }, { beta: 0.4 }, { beta: 10 }],
  // The two branches of the definition, not the clipped slope of the formula.
  reference(yTrue, yPred, { beta = 1 }) {
    const residual = Math.abs(yPred - yTrue);
    return residual < beta ? residual ** 2 / (2 * beta) : residual - beta / 2;
  },
  cases: [
    { inputs: [0, 0], value: 0, gradient: 0 },
    { inputs: [1, 1], options: { beta: 0 }, value: 0, gradient: 0 },
    { inputs: [0, 2], options: { beta: 2 }, value: 1, gradient: 1 },
    { inputs: [0, -2], options: { beta: 2 }, value: 1, gradient: -1 },
    { inputs: [0, 3], options: { beta: 1e-30 }, value: 3, gradient: 1 },
  ],
});

test('is huber divided by delta', () => {
  const [yTrue, yPred] = [tf.zeros([5]), tf.tensor1d([-9, -1, 0, 0.5, 3])];
  expect(tf.mul(2.5, smoothL1(yTrue, yPred, { beta: 2.5 }))).toBeAllClose(
    huber(yTrue, yPred, { delta: 2.5 }),
  );
});
