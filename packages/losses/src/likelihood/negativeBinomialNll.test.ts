import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { negativeBinomialNll } from './negativeBinomialNll.ts';
import { poissonNll } from './poissonNll.ts';

testLoss(negativeBinomialNll, {
  options: [{}, { dispersion: 0.01 }, { dispersion: 0.3 }, { dispersion: 40 }],
  // From the mean of the distribution.
  reference(yTrue, logRate, { dispersion = 1 }) {
    const logOfSum = Math.log1p(dispersion * Math.exp(logRate));
    return (yTrue + 1 / dispersion) * logOfSum - yTrue * (logRate + Math.log(dispersion));
  },
  cases: [
    { inputs: [1, 0], value: 2 * Math.LN2, gradient: 0 },
    { inputs: [0, 0], value: Math.LN2, gradient: 0.5 },
    { inputs: [3, 0], options: { dispersion: 0.5 }, gradient: -2 / 1.5 },
    { inputs: [0, -1e4], value: 0, gradient: 0 },
    { inputs: [2, -1e4], value: 2e4, gradient: -2 },
    { inputs: [2, 1e4], value: 1e4, gradient: 1 },
  ],
});

test('is minus the log probability but for what the count alone decides', () => {
  // With dispersion 1 the distribution is geometric: p (1 - p)^y for p = 1 / (1 + mean).
  const logRates = [-1, 0, 0.5, 2];
  const loss = negativeBinomialNll(tf.fill([4], 3), tf.tensor1d(logRates), { reduction: 'none' });
  expect(loss).toBeAllClose(
    logRates.map((logRate) => {
      const p = 1 / (1 + Math.exp(logRate));
      return -Math.log(p * (1 - p) ** 3);
    }),
  );
});

test('has the gradient of poissonNll for a tiny dispersion', () => {
  const [yTrue, logRates] = [tf.tensor1d([0, 1, 5, 40]), tf.tensor1d([-4, 0, 2, 3])];
  const ofPoisson = tf.grad((z) => poissonNll(yTrue, z))(logRates);
  const gradient = tf.grad((z) => negativeBinomialNll(yTrue, z, { dispersion: 1e-6 }))(logRates);
  expect(gradient).toBeAllClose(ofPoisson, { rtol: 1e-4 });
});

test('keeps the digits of a small dispersion', () => {
  const loss = negativeBinomialNll(tf.tensor1d([0, 0]), tf.tensor1d([0, 1]), {
    dispersion: 1e-6,
    reduction: 'none',
  });
  expect(loss).toBeAllClose([1 - 5e-7, Math.E], { rtol: 1e-5 });
});
