import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { gammaNll } from './gammaNll.ts';

testLoss(gammaNll, {
  options: [{}],
  // Minus the logarithm of the exponential density.
  reference(yTrue, logMean) {
    const rate = 1 / Math.exp(logMean);
    return yTrue * rate - Math.log(rate);
  },
  cases: [
    { inputs: [1, 0], value: 1, gradient: 0 },
    { inputs: [3, 0], value: 3, gradient: -2 },
    { inputs: [1, 400], value: 400, gradient: 1 },
  ],
});

test('grows by the logarithm of the factor when target and mean grow by it', () => {
  const [yTrue, logMeans] = [tf.tensor1d([1, 2, 0.1]), tf.tensor1d([0.5, -1, 0])];
  const once = gammaNll(yTrue, logMeans, { reduction: 'none' });
  const scaled = gammaNll(tf.mul(yTrue, 1000), tf.add(logMeans, Math.log(1000)), { reduction: 'none' });
  expect(scaled).toBeAllClose(tf.add(once, Math.log(1000)));
});
