import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { barron } from './barron.ts';
import { welsch } from './welsch.ts';

testLoss(welsch, {
  options: [{}, { scale: 0.3 }, { scale: 10 }],
  // A bell that is 1 at the top.
  reference: (yTrue, yPred, { scale = 1 }) => 1 - Math.E ** (-(((yPred - yTrue) / scale) ** 2) / 2),
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [0, 1], value: 1 - Math.exp(-0.5), gradient: Math.exp(-0.5) },
    { inputs: [0, -1e4], value: 1, gradient: 0 },
  ],
});

test('is the general robust loss with alpha Number.NEGATIVE_INFINITY', () => {
  const [yTrue, yPred] = [tf.zeros([5]), tf.tensor1d([-9, -1, 0, 0.5, 3])];
  const expected = barron(yTrue, yPred, { alpha: Number.NEGATIVE_INFINITY, scale: 2.5 });
  expect(welsch(yTrue, yPred, { scale: 2.5 })).toBeAllClose(expected);
});
