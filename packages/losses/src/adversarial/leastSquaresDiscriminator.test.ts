import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { halfSquaredError } from '../regression/halfSquaredError.ts';
import { leastSquaresDiscriminator } from './leastSquaresDiscriminator.ts';

testLoss(leastSquaresDiscriminator, {
  options: [{}, { realLabel: 0.9 }, { realLabel: 1, fakeLabel: -1 }],
  // The squares multiplied out.
  inputsReference: ([[real = 0] = [], [fake = 0] = []], { realLabel = 1, fakeLabel = 0 }) =>
    real * (real / 2 - realLabel) + fake * (fake / 2 - fakeLabel) + (realLabel ** 2 + fakeLabel ** 2) / 2,
  cases: [
    { inputs: [1, 0], value: 0, gradient: 0 },
    { inputs: [-1, 3], value: 6.5, gradient: 3 },
  ],
});

test('is half the squared error of real and generated examples', () => {
  const [real, fake] = [tf.tensor1d([2, -1]), tf.tensor1d([0.5, 3])];
  const expected = tf.add(halfSquaredError(tf.ones([2]), real), halfSquaredError(tf.zeros([2]), fake));
  expect(leastSquaresDiscriminator(real, fake)).toBeAllClose(expected);
});

test('labels that are no finite numbers are refused', () => {
  const one = tf.zeros([1]);
  expect(() => leastSquaresDiscriminator(one, one, { fakeLabel: Number.NaN })).toThrow(
    'leastSquaresDiscriminator: expected fakeLabel a finite number, got NaN.',
  );
});
