import { PICTURE, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { totalVariation } from './totalVariation.ts';

const [HEIGHT, WIDTH, CHANNELS] = PICTURE;

testLoss(totalVariation, {
  options: [{}],
  inputsReference([picture = []]) {
    const at = (row: number, column: number, channel: number) =>
      picture[(row * WIDTH + column) * CHANNELS + channel] ?? 0;
    let total = 0;
    for (let row = 0; row < HEIGHT; row++) {
      for (let column = 0; column < WIDTH; column++) {
        for (let channel = 0; channel < CHANNELS; channel++) {
          const here = at(row, column, channel);
          if (row > 0) total += Math.abs(here - at(row - 1, column, channel));
          if (column > 0) total += Math.abs(here - at(row, column - 1, channel));
        }
      }
    }
    return total;
  },
});

describe('totalVariation', () => {
  test('has gradient 0 where neighbours are equal, and 0 of a picture of one pixel', () => {
    const slope = tf.grad((x) => totalVariation(x));
    expect(slope(tf.ones([2, 2, 1]))).toBeAllClose([0, 0, 0, 0], { atol: 0 });
    expect(totalVariation(tf.ones([3, 1, 1, 2]))).toBeAllClose(0, { atol: 0 });
    expect(slope(tf.ones([3, 1, 1, 2]))).toBeAllClose(Array(6).fill(0), { atol: 0 });
  });

  test('of one pixel it is 0 for 0 too, and NaN for NaN', () => {
    const pixels = tf.tensor4d([0, 5, -Number.MIN_VALUE, Number.NaN], [4, 1, 1, 1]);
    const variations = totalVariation(pixels, { reduction: 'none' });
    expect(variations).toBeAllClose([0, 0, 0, Number.NaN], { atol: 0, equalNaN: true });
  });

  test('is that of lines for pictures that are one pixel high or wide', () => {
    const numbers = [1, 4, 2, 2];
    expect(totalVariation(tf.tensor(numbers, [1, 4, 1]))).toBeAllClose(5);
    expect(totalVariation(tf.tensor(numbers, [4, 1, 1]))).toBeAllClose(5);
  });

  test('pulls a spike down by its neighbours', () => {
    const picture = tf.tensor3d([
      [[0], [0], [0]],
      [[0], [2], [0]],
      [[0], [0], [0]],
    ]);
    expect(tf.grad((x) => totalVariation(x))(picture)).toBeAllClose([0, -1, 0, -1, 4, -1, 0, -1, 0]);
  });

  test('refuses what is no picture', () => {
    expect(() => totalVariation(tf.ones([3, 3]))).toThrow(
      'totalVariation: expected yPred of shape [...,height,width,channels] with at least one pixel, got [3,3].',
    );
    expect(() => totalVariation(tf.zeros([2, 0, 3, 1]))).toThrow('with at least one pixel, got [2,0,3,1].');
  });
});
