import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { leastSquaresDiscriminator } from './leastSquaresDiscriminator.ts';
import { leastSquaresGenerator } from './leastSquaresGenerator.ts';

testLoss(leastSquaresGenerator, {
  options: [{}, { realLabel: 0 }, { realLabel: 0.9 }],
  // The square multiplied out.
  inputsReference: ([[fake = 0] = []], { realLabel = 1 }) =>
    fake * (fake / 2 - realLabel) + realLabel ** 2 / 2,
  cases: [
    { inputs: [1], value: 0, gradient: 0 },
    { inputs: [-1], value: 2, gradient: -2 },
  ],
});

test('is what the discriminator would lose if the generated examples were real ones', () => {
  const fake = tf.tensor1d([0.5, 3, -1]);
  expect(leastSquaresGenerator(fake)).toBeAllClose(leastSquaresDiscriminator(fake, tf.zeros([3])));
});
