import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { poissonNll } from './poissonNll.ts';

testLoss(poissonNll, {
  options: [{}],
  // In powers of two.
  reference: (yTrue, logRate) => 2 ** (logRate / Math.LN2) - (logRate / Math.LN2) * yTrue * Math.LN2,
  cases: [
    { inputs: [1, 0], value: 1, gradient: 0 },
    { inputs: [0, -1e4], value: 0, gradient: 0 },
    { inputs: [3, 0], value: 1, gradient: -2 },
  ],
});

test('differs from the log of the Poisson probability by what the count alone decides', () => {
  const logRates = [-1, 0, 0.5, 2];
  const minusLogProbability = (logRate: number) =>
    -Math.log((Math.exp(logRate) ** 4 * Math.exp(-Math.exp(logRate))) / 24);
  const loss = poissonNll(tf.fill([4], 4), tf.tensor1d(logRates), { reduction: 'none' });
  expect(tf.add(loss, Math.log(24))).toBeAllClose(logRates.map(minusLogProbability));
  const full = poissonNll(tf.fill([4], 4), tf.tensor1d(logRates), { full: true, reduction: 'none' });
  expect(full).toBeAllClose(logRates.map(minusLogProbability), { atol: 0.021 });
});

test('with full it adds Stirling’s approximation of the factorial for counts above 1', () => {
  const counts = [0, 0.5, 1, 1.05, 1.5, 2, 7, 40];
  const loss = (full: boolean) => (yTrue: tf.Tensor) =>
    poissonNll(yTrue, tf.fill([counts.length], 0.25), { full, reduction: 'none' });
  const stirling = (count: number) => Math.sqrt(2 * Math.PI * count) * (count / Math.E) ** count;
  const yTrue = tf.tensor1d(counts);
  expect(tf.sub(loss(true)(yTrue), loss(false)(yTrue))).toBeAllClose(
    counts.map((count) => (count > 1 ? Math.log(stirling(count)) : 0)),
    { atol: 1e-5 },
  );
  expect(tf.grad(loss(true))(yTrue)).toBeAllClose(
    counts.map((count) => (count > 1 ? Math.log(count) + 1 / (2 * count) : 0) - 0.25),
  );
});
