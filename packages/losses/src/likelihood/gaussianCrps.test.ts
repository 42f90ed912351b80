import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { gaussianCrps } from './gaussianCrps.ts';

/** The probability of more than x ≥ 0 under the standard normal distribution: by its series, or far out its continued fraction. */
function upperTail(x: number): number {
  if (x < 3) {
    let [term, sum] = [x, x];
    for (let k = 1; k < 60; k++) {
      term *= -(x ** 2) / (2 * k);
      sum += term / (2 * k + 1);
    }
    return 0.5 - sum / Math.sqrt(2 * Math.PI);
  }
  let fraction = x;
  for (let k = 100; k > 0; k--) fraction = x + k / fraction;
  return Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

testLoss(gaussianCrps, {
  options: [{}, { eps: 1e-3 }],
  // The mean distance of a draw from the target, less half that of two draws from each other.
  inputsReference([[yTrue = 0] = [], [mean = 0] = [], [variance = 0] = []]) {
    const deviation = Math.sqrt(variance);
    const distance = Math.abs(mean - yTrue);
    const z = distance / deviation;
    const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
    const ofOne = distance + 2 * deviation * (density - z * upperTail(z));
    return ofOne - deviation / Math.sqrt(Math.PI);
  },
  cases: [
    { inputs: [0, 0, 1], value: (Math.SQRT2 - 1) / Math.sqrt(Math.PI) },
    { inputs: [0, 0, 4], value: (2 * (Math.SQRT2 - 1)) / Math.sqrt(Math.PI) },
    { inputs: [0, 0, 0], options: { eps: 4 }, value: (2 * (Math.SQRT2 - 1)) / Math.sqrt(Math.PI) },
  ],
});

test('is the absolute error of a prediction that is sure', () => {
  const loss = gaussianCrps(tf.tensor1d([0, 5]), tf.tensor1d([3, 5]), tf.zeros([2]), {
    eps: 1e-20,
    reduction: 'none',
  });
  expect(loss).toBeAllClose([3, 0]);
});
