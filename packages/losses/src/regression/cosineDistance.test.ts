import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosineDistance } from './cosineDistance.ts';

testLoss(cosineDistance, {
  options: [{}],
  // Half the squared distance of the two points on the unit sphere.
  inputsReference([yTrue = [], yPred = []]) {
    const [a, b] = [Math.hypot(...yTrue), Math.hypot(...yPred)];
    if (a === 0 || b === 0) return 1;
    return yTrue.reduce((sum, t, index) => sum + (t / a - (yPred[index] ?? 0) / b) ** 2, 0) / 2;
  },
  cases: [{ inputs: [1, 0, 0, 0, 0, 1, 0, 0], value: 1, gradient: 0 }],
});

test('does not change with the lengths, from 1e-15 to 1e15', () => {
  const [yTrue, yPred] = [tf.tensor2d([[1, 2, 3]]), tf.tensor2d([[3, -1, 2]])];
  const expected = cosineDistance(yTrue, yPred);
  for (const length of [1e-15, 1e-4, 1e4, 1e15]) {
    expect(cosineDistance(yTrue, tf.mul(yPred, length))).toBeAllClose(expected);
  }
});

test.each([3e30, 3e-30])('is that of the directions for rows of negative numbers near %d', (length) => {
  const rows = tf.mul(tf.tensor2d([[-1, -2, -2]]), length);
  expect(cosineDistance(tf.tensor2d([[-2, -1, -2]]), rows)).toBeAllClose(1 / 9);
});

test('a vector of zeros is drawn to the direction of the target', () => {
  const gradient = tf.grad((x) => cosineDistance(tf.tensor2d([[3, 4]]), x))(tf.zeros([1, 2]));
  expect(gradient).toBeAllClose([-0.6, -0.8]);
  expect(cosineDistance(tf.tensor2d([[3, 4]]), tf.zeros([1, 2]))).toBeAllClose(1);
  expect(cosineDistance(tf.zeros([1, 2]), tf.zeros([1, 2]))).toBeAllClose(1);
});
