import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { meanSquaredError } from './meanSquaredError.ts';

testLoss(meanSquaredError, {
  options: [{}],
  // The binomial expanded, not the square of the difference.
  reference: (yTrue, yPred) => yPred * yPred - 2 * yPred * yTrue + yTrue * yTrue,
  cases: [
    { inputs: [0, 0], value: 0, gradient: 0 },
    { inputs: [1, -399], value: 160_000, gradient: -800 },
  ],
});

test('an outlier decides almost the whole loss', () => {
  const yTrue = tf.tensor1d([1, 2, 3, 4, 5]);
  const yPred = tf.tensor1d([1, 2, 3, 4, 10_000]);
  expect(meanSquaredError(yTrue, yPred)).toBeAllClose(9995 ** 2 / 5);
});

test('the mean of the targets minimises it', () => {
  const yTrue = tf.tensor1d([1, 2, 3, 4, 10_000]);
  const slope = tf.grad((constant) => meanSquaredError(yTrue, tf.broadcastTo(constant, [5])));
  expect(slope(tf.scalar(2002))).toBeAllClose(0, { atol: 1e-3 });
});
