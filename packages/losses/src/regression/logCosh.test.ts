import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { logCosh } from './logCosh.ts';

testLoss(logCosh, {
  options: [{}],
  // Through the half of the residual, where the logarithm is of 1 plus something small.
  reference(yTrue, yPred) {
    const residual = Math.abs(yPred - yTrue);
    return residual > 20 ? residual - Math.LN2 : Math.log1p(2 * Math.sinh(residual / 2) ** 2);
  },
  cases: [
    { inputs: [2, 2], value: 0, gradient: 0 },
    { inputs: [0, 1e4], value: 1e4 - Math.LN2, gradient: 1 },
    { inputs: [0, -1e4], value: 1e4 - Math.LN2, gradient: -1 },
  ],
});

test('keeps small residuals, to 6 digits, on both sides of the end of its series', () => {
  const residuals = [1e-6, 1e-4, 1e-3, 0.1, 0.2499, 0.2501, 0.4];
  const expected = residuals.map((r) => Math.log1p(2 * Math.sinh(r / 2) ** 2));
  const loss = logCosh(tf.zeros([7]), tf.tensor1d(residuals), { reduction: 'none' });
  expect(loss).toBeAllClose(expected, { rtol: 4e-6, atol: 0 });
});
