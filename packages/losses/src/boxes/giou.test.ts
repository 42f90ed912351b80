import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areaAround, areaOfBoth, areaOfEither } from '../../fixtures/areasOfBoxes.ts';
import { giou } from './giou.ts';

testLoss(giou, {
  options: [{}],
  // 2 minus the share of the union that is in both, and the share of the smallest box that is in the union.
  inputsReference([yTrue = [], yPred = []]) {
    const union = areaOfEither(yTrue, yPred);
    const around = areaAround(yTrue, yPred);
    if (around === 0) return 1;
    return 2 - areaOfBoth(yTrue, yPred) / (union || 1) - union / around;
  },
  cases: [
    { inputs: [0, 0, 2, 1, 0, 0, 2, 1], value: 0, gradient: 0 },
    { inputs: [0, 0, 4, 4, 1, 2, 2, 3], value: 15 / 16, gradient: -1 / 16 },
    { inputs: [0, 0, 1, 1, 3, 0, 4, 1], value: 1.5 },
    { inputs: [3, 3, 3, 3, 3, 3, 3, 3], value: 1, gradient: 0 },
  ],
});

test('draws boxes together that do not meet', () => {
  const slope = tf.grad((x) => giou(tf.tensor2d([[0, 0, 1, 1]]), x))(tf.tensor2d([[3, 0, 4, 1]]));
  const [x1 = 0, , x2 = 0] = slope.dataSync();
  // Their sum is the slope along x of the whole box.
  expect(x1 + x2).toBeGreaterThan(0.1);
});

test('of a box with x1 > x2 the area is below 0, as in torchvision', () => {
  // Enclosing 1, union 1 − 0.5.
  expect(giou(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[0.75, 0, 0.25, 1]]))).toBeAllClose(1.5);
});

test.each([1e-30, 1e-5, 1e5, 1e30])('does not depend on the unit, at %d', (unit) => {
  const [yTrue, yPred] = [tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[3, 0, 4, 1]])];
  expect(giou(tf.mul(yTrue, unit), tf.mul(yPred, unit))).toBeAllClose(1.5);
});
