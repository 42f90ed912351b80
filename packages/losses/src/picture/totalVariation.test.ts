import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { totalVariation } from './totalVariation.ts';

const [HEIGHT, WIDTH] = [11, 12];

testLoss(totalVariation, {
  options: [{}],
  // Pixel by pixel, from each to its neighbours to the right and below.
  inputsReference([yPred = []]) {
    let sum = 0;
    yPred.forEach((value, pixel) => {
      if ((pixel + 1) % WIDTH !== 0) sum += Math.abs(value - (yPred[pixel + 1] ?? 0));
      if (pixel + WIDTH < HEIGHT * WIDTH) sum += Math.abs(value - (yPred[pixel + WIDTH] ?? 0));
    });
    return sum;
  },
});

test('adds up the channels, and has one value per picture', () => {
  const pictures = tf.tensor4d([0, 5, 1, 5, 0, 5, 3, 5, 0, 0, 0, 0, 0, 0, 0, 1], [2, 2, 2, 2]);
  expect(totalVariation(pictures, { reduction: 'none' })).toBeAllClose([6, 2]);
});

test.each([
  [[1, 1, 1, 3], 0],
  [[1, 1, 3, 1], 2],
  [[1, 3, 1, 1], 2],
])('a picture of one row or column has no neighbours there: %j', (shape, expected) => {
  const pictures = tf.tensor([0, 1, 2], shape);
  expect(totalVariation(pictures)).toBeAllClose(expected);
  expect(tf.grad((x) => totalVariation(x))(pictures).shape).toEqual(shape);
});

test('an edge has the gradient of its sign on both sides, and a flat region none', () => {
  const slope = tf.grad((x) => totalVariation(x))(tf.tensor4d([2, 2, 7, 7], [1, 1, 4, 1]));
  expect(slope).toBeAllClose([0, -1, 1, 0]);
});
