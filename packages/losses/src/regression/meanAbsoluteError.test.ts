import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { meanAbsoluteError } from './meanAbsoluteError.ts';

testLoss(meanAbsoluteError, {
  options: [{}],
  reference: (yTrue, yPred) => Math.max(yTrue, yPred) - Math.min(yTrue, yPred),
  cases: [
    { inputs: [0, 0], value: 0, gradient: 0 },
    { inputs: [3, 3], value: 0, gradient: 0 },
    { inputs: [1, -2], value: 3, gradient: -1 },
  ],
});

test('an outlier counts in proportion to its size', () => {
  const yTrue = tf.tensor1d([1, 2, 3, 4, 5]);
  const yPred = tf.tensor1d([1, 2, 3, 4, 10_000]);
  expect(meanAbsoluteError(yTrue, yPred)).toBeAllClose(9995 / 5);
});

test('the median of the targets minimises it', () => {
  const yTrue = tf.tensor1d([1, 2, 3, 4, 10_000]);
  const slope = tf.grad((constant) => meanAbsoluteError(yTrue, tf.broadcastTo(constant, [5])));
  expect([2.9, 3, 3.1].map((constant) => Array.from(slope(tf.scalar(constant)).dataSync()))).toBeAllClose([
    -0.2, 0, 0.2,
  ]);
});
