import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { exponentialRemainder } from './exponentialRemainder.ts';

test('is e^x − 1 − x from −1 to 1, with all digits also of small numbers', () => {
  const points = [-1, -0.5, -0.01, 1e-3, 0.3, 1].map(Math.fround);
  // Twice the difference of hyperbolic functions of x / 2 loses no digits to begin with.
  const exact = points.map((x) => 2 * Math.sinh(x / 2) ** 2 + (Math.sinh(x) - x));
  expect(exponentialRemainder(tf.tensor1d(points))).toBeAllClose(exact, { rtol: 3e-7, atol: 0 });
  expect(exponentialRemainder(tf.tensor1d([0, 1e-10]))).toBeAllClose([0, 5e-21], { rtol: 1e-6, atol: 0 });
});
