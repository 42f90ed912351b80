import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { jensenShannon } from './jensenShannon.ts';

testLoss(jensenShannon, {
  options: [{}],
  // Two divergences from the middle, as ratios.
  inputsReference([yTrue = [], probabilities = []]) {
    const half = (a: number, b: number) => (a === 0 ? 0 : (a * (Math.log(2 * a) - Math.log(a + b))) / 2);
    return yTrue.reduce((sum, t, c) => {
      const [p = 0] = probabilities.slice(c);
      return sum + half(t, p) + half(p, t);
    }, 0);
  },
});

test('is log 2 for distributions that have nothing in common, and the same in both directions', () => {
  const [a, b] = [tf.tensor2d([[1, 0, 0]]), tf.tensor2d([[0, 0.25, 0.75]])];
  expect(jensenShannon(a, b)).toBeAllClose(Math.LN2);
  expect(jensenShannon(b, a)).toBeAllClose(Math.LN2);
  expect(jensenShannon(b, b)).toBeAllClose(0);
});
