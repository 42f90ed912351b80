import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areaOfBoth, areaOfEither } from '../../fixtures/areasOfBoxes.ts';
import { boxIou } from './boxIou.ts';

testLoss(boxIou, {
  options: [{}],
  inputsReference([yTrue = [], yPred = []]) {
    const union = areaOfEither(yTrue, yPred);
    return union === 0 ? 1 : (union - areaOfBoth(yTrue, yPred)) / union;
  },
  cases: [
    // Equal boxes: each of two edges is moved by half, which adds up to nothing.
    { inputs: [0, 0, 2, 1, 0, 0, 2, 1], value: 0, gradient: 0 },
    { inputs: [0, 0, 2, 2, 1, 0, 3, 2], value: 2 / 3 },
    { inputs: [0, 0, 1, 1, 0, 0, 1, 0.5], value: 0.5, gradient: -1 },
    // A common edge, apart, no area.
    { inputs: [0, 0, 1, 1, 1, 0, 2, 1], value: 1, gradient: 0 },
    { inputs: [0, 0, 1, 1, 5, 5, 6, 6], value: 1, gradient: 0 },
    { inputs: [3, 3, 3, 3, 3, 3, 3, 3], value: 1, gradient: 0 },
  ],
});

test('boxes with corners out of order meet nothing, not even themselves', () => {
  for (const box of [
    [1, 0, 0, 1],
    [0, 1, 1, 0],
    [1, 1, 0, 0],
  ]) {
    const given = tf.tensor2d([box]);
    expect(boxIou(given, given)).toBeAllClose(1);
    expect(boxIou(tf.tensor2d([[0, 0, 1, 1]]), given)).toBeAllClose(1);
  }
});

test.each([1e-30, 1e-5, 1e5, 1e30])('does not depend on the unit, at %d', (unit) => {
  const [yTrue, yPred] = [tf.tensor2d([[0, 0, 2, 2]]), tf.tensor2d([[1, 0, 3, 2]])];
  expect(boxIou(tf.mul(yTrue, unit), tf.mul(yPred, unit))).toBeAllClose(2 / 3);
});

test('boxes apart have no slope, however small both are', () => {
  for (const side of [1e-18, 1e-20, 1e-22]) {
    const yTrue = tf.tensor2d([[0, 0, side, side]]);
    const yPred = tf.tensor2d([[1, 1, 1, 1]]);
    const slopes = tf.grad((box) => boxIou(yTrue, box))(yPred);
    expect(slopes).toBeAllClose([0, 0, 0, 0], { atol: 0 });
  }
});

test('other things than boxes are refused', () => {
  expect(() => boxIou(tf.zeros([2, 5]), tf.zeros([2, 5]))).toThrow(
    'boxIou: expected boxes of shape [...,4], x1, y1, x2 and y2, got [2,5].',
  );
  expect(() => boxIou(tf.zeros([2, 4]), tf.zeros([3, 4]))).toThrow(
    'boxIou: expected yTrue and yPred of one shape, got [2,4] and [3,4].',
  );
  expect(() => boxIou(tf.scalar(1), tf.scalar(1))).toThrow('boxIou: expected yTrue of shape [...,4]');
});
