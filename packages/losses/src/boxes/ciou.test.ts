import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areaOfBoth, areaOfEither, type Box, squaredLengths } from '../../fixtures/areasOfBoxes.ts';
import { ciou } from './ciou.ts';

/** The angle between the diagonal and the upright, by its cosine. */
function angleOf([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: Box): number {
  const diagonal = Math.hypot(x2 - x1, y2 - y1);
  return diagonal === 0 ? 0 : Math.acos((y2 - y1) / diagonal);
}

function parts(yTrue: Box, yPred: Box) {
  const shared = areaOfBoth(yTrue, yPred) / (areaOfEither(yTrue, yPred) || 1);
  const v = ((angleOf(yTrue) - angleOf(yPred)) / (Math.PI / 2)) ** 2;
  return { shared, v, alpha: v === 0 ? 0 : v / (1 - shared + v) };
}

testLoss(ciou, {
  options: [{}],
  inputsReference([yTrue = [], yPred = []], _options, [heldTrue = [], heldPred = []]) {
    const { distance, diagonal } = squaredLengths(yTrue, yPred);
    const { shared, v } = parts(yTrue, yPred);
    return 1 - shared + distance / (diagonal || 1) + parts(heldTrue, heldPred).alpha * v;
  },
  cases: [
    { inputs: [0, 0, 2, 1, 0, 0, 2, 1], value: 0, gradient: 0 },
    // A line lies down at a right angle: v is 1 / 4 beside a square.
    { inputs: [0, 0, 2, 2, 0, 1, 2, 1], value: 1 + 0.25 / 5 },
    { inputs: [3, 3, 3, 3, 3, 3, 3, 3], value: 1, gradient: 0 },
  ],
});

test('is diou for boxes of one shape', () => {
  expect(ciou(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[2, 0, 3, 1]]))).toBeAllClose(1.4);
});

test.each([
  [[2, 0, 0, 2], 'x1 > x2'],
  [[0, 2, 2, 0], 'y1 > y2'],
])('a box %j with %s is finite, and its corners are brought back into order', (box) => {
  const yTrue = tf.tensor2d([[0, 0, 2, 2]]);
  const slope = tf.grad((x) => ciou(yTrue, x))(tf.tensor2d([box]));
  expect([...slope.dataSync()].every(Number.isFinite)).toBe(true);
  // Along the side that is reversed, the corners are pulled past each other.
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = slope.dataSync();
  expect(box[0] === 2 ? x2 - x1 : y2 - y1).toBeLessThan(0);
});

test.each([1e-30, 1e-5, 1e5, 1e30])('does not depend on the unit, at %d', (unit) => {
  const [yTrue, yPred] = [tf.tensor2d([[0, 0, 2, 2]]), tf.tensor2d([[0, 0, 4, 2]])];
  const v = ((Math.atan(2) - Math.atan(1)) / (Math.PI / 2)) ** 2;
  const expected = 0.5 + 1 / 20 + v ** 2 / (0.5 + v);
  expect(ciou(tf.mul(yTrue, unit), tf.mul(yPred, unit))).toBeAllClose(expected);
});
