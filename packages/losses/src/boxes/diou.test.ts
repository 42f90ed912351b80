import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areaOfBoth, areaOfEither, squaredLengths } from '../../fixtures/areasOfBoxes.ts';
import { diou } from './diou.ts';

testLoss(diou, {
  options: [{}],
  inputsReference([yTrue = [], yPred = []]) {
    const { distance, diagonal } = squaredLengths(yTrue, yPred);
    const shared = areaOfBoth(yTrue, yPred) / (areaOfEither(yTrue, yPred) || 1);
    return 1 - shared + distance / (diagonal || 1);
  },
  cases: [
    { inputs: [0, 0, 2, 1, 0, 0, 2, 1], value: 0, gradient: 0 },
    { inputs: [0, 0, 1, 1, 2, 0, 3, 1], value: 1.4 },
    { inputs: [0, 0, 4, 4, 0, 0, 2, 2], value: 0.75 + 2 / 32 },
    // Two points: one diagonal apart. One point: nothing.
    { inputs: [0, 0, 0, 0, 3, 4, 3, 4], value: 2 },
    { inputs: [3, 3, 3, 3, 3, 3, 3, 3], value: 1, gradient: 0 },
  ],
});

test('centres a box inside the other, where giou does nothing', () => {
  const slope = tf.grad((x) => diou(tf.tensor2d([[0, 0, 8, 8]]), x))(tf.tensor2d([[1, 3, 3, 5]]));
  const [x1 = 0, , x2 = 0] = slope.dataSync();
  expect(x1 + x2).toBeCloseTo((2 * (2 - 4)) / 128, 6);
});

test.each([1e-30, 1e-5, 1e5, 1e30])('does not depend on the unit, at %d', (unit) => {
  const [yTrue, yPred] = [tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[2, 0, 3, 1]])];
  expect(diou(tf.mul(yTrue, unit), tf.mul(yPred, unit))).toBeAllClose(1.4);
});
