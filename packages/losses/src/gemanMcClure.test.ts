import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { barron } from './barron.ts';
import { gemanMcClure } from './gemanMcClure.ts';

testLoss(gemanMcClure, {
  options: [{}, { scale: 0.3 }, { scale: 10 }],
  // What is missing to 2.
  reference: (yTrue, yPred, { scale = 1 }) => 2 - 8 / (((yPred - yTrue) / scale) ** 2 + 4),
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [0, 2], value: 1, gradient: 0.5 },
    { inputs: [0, -4], options: { scale: 2 }, value: 1, gradient: -0.25 },
  ],
});

test('is the general robust loss with alpha -2', () => {
  const [yTrue, yPred] = [tf.zeros([5]), tf.tensor1d([-9, -1, 0, 0.5, 3])];
  const expected = barron(yTrue, yPred, { alpha: -2, scale: 2.5 });
  expect(gemanMcClure(yTrue, yPred, { scale: 2.5 })).toBeAllClose(expected);
});
