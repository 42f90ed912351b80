import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { tweedie } from './tweedie.ts';

testLoss(tweedie, {
  options: [{}, { power: 1.05 }, { power: 1.3 }, { power: 1.9 }],
  // Powers of the mean.
  reference(yTrue, logMean, { power = 1.5 }) {
    const mean = Math.exp(logMean);
    return (mean ** (1 - power) * yTrue) / (power - 1) + mean ** (2 - power) / (2 - power);
  },
  cases: [
    { inputs: [1, 0], value: 4, gradient: 0 },
    { inputs: [0, 0], options: { power: 1.2 }, value: 1.25, gradient: 1 },
    { inputs: [3, 0], gradient: -2 },
    { inputs: [0, -1e4], value: 0, gradient: 0 },
  ],
});

test('is lowest where the mean is the amount', () => {
  const amounts = tf.tensor1d([0.01, 1, 7, 300]);
  for (const power of [1.1, 1.5, 1.9]) {
    const slope = tf.grad((z) => tweedie(amounts, z, { power, reduction: 'sum' }))(tf.log(amounts));
    expect(slope).toBeAllClose([0, 0, 0, 0], { atol: 1e-3 });
  }
});

test('does not mind an amount of 0 however small its mean is', () => {
  const loss = (z: tf.Tensor) => tweedie(tf.zerosLike(z), z, { reduction: 'sum' });
  const logMeans = tf.tensor1d([-1e20, -400, -1e4]);
  expect(loss(logMeans)).toBeAllClose([0]);
  expect(tf.grad(loss)(logMeans)).toBeAllClose([0, 0, 0]);
});
