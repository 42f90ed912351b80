import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { ssim } from './ssim.ts';

const [HEIGHT, WIDTH] = [11, 12];

interface Given {
  readonly maxValue?: number;
  readonly windowSize?: number;
  readonly sigma?: number;
}

/** The usual fractions of one window, from its means of x, y, x², y² and x·y. */
function similarity([x = 0, y = 0, xx = 0, yy = 0, xy = 0]: readonly number[], maxValue: number): number {
  const [c1, c2] = [(0.01 * maxValue) ** 2, (0.03 * maxValue) ** 2];
  const luminance = (2 * x * y + c1) / (x ** 2 + y ** 2 + c1);
  return (luminance * (2 * (xy - x * y) + c2)) / (xx - x ** 2 + (yy - y ** 2) + c2);
}

testLoss(ssim, {
  options: [{}, { windowSize: 9, sigma: 1.2, maxValue: 2 }],
  // Window by window in the plane.
  inputsReference([yTrue = [], yPred = []], { maxValue = 1, windowSize = 11, sigma = 1.5 }: Given) {
    let [sum, count] = [0, 0];
    for (let top = 0; top + windowSize <= HEIGHT; top++) {
      for (let left = 0; left + windowSize <= WIDTH; left++) {
        const means = [0, 0, 0, 0, 0];
        let total = 0;
        for (let place = 0; place < windowSize ** 2; place++) {
          const [row, column] = [Math.floor(place / windowSize), place % windowSize];
          const fromMiddle = (row - (windowSize - 1) / 2) ** 2 + (column - (windowSize - 1) / 2) ** 2;
          const weight = Math.exp(-fromMiddle / (2 * sigma ** 2));
          const pixel = (top + row) * WIDTH + left + column;
          const [x, y] = [yTrue[pixel] ?? 0, yPred[pixel] ?? 0];
          [x, y, x * x, y * y, x * y].forEach((value, index) => {
            means[index] = (means[index] ?? 0) + weight * value;
          });
          total += weight;
        }
        const of = means.map((mean) => mean / total);
        sum += similarity(of, maxValue);
        count += 1;
      }
    }
    return 1 - sum / count;
  },
});

const noise = (seed: number) => tf.randomUniform([2, 16, 20, 3], 0, 1, 'float32', seed);

test('is 0 for equal pictures, and the same for pictures that change places', () => {
  const [x, y] = [noise(1), noise(2)];
  expect(ssim(x, x, { reduction: 'none' })).toBeAllClose([0, 0], { atol: 0 });
  expect(ssim(x, y)).toBeAllClose(ssim(y, x));
});

test('keeps the digits of pictures that hardly differ', () => {
  // Flat pictures differ in their means alone: (a − b)² / (a² + b² + C1).
  const [a, b] = [0.5, 0.5 + 2 ** -12];
  const expected = (a - b) ** 2 / (a ** 2 + b ** 2 + 1e-4);
  const value = ssim(tf.fill([1, 32, 32, 1], a), tf.fill([1, 32, 32, 1], b));
  expect(value).toBeAllClose(expected, { rtol: 1e-4, atol: 0 });
});

test('is above 1 where structure is turned round', () => {
  const x = noise(3);
  const [value = 0] = ssim(x, tf.sub(1, x)).dataSync();
  expect(value).toBeGreaterThan(1.5);
});

test('every channel counts alike', () => {
  const [x, y] = [noise(4), noise(5)];
  const single = tf.split(x, 3, -1).map((channel, index) => ssim(channel, tf.split(y, 3, -1)[index] ?? y));
  expect(ssim(x, y)).toBeAllClose(tf.div(tf.addN(single), 3));
});

test('k1 and k2 keep dark and flat windows apart from 0', () => {
  const [black, grey] = [tf.zeros([1, 11, 11, 1]), tf.fill([1, 11, 11, 1], 0.5)];
  expect(ssim(black, grey, { k1: 0.5 })).toBeAllClose(0.5);
  const board = tf.tensor4d(
    Array.from({ length: 121 }, (_, place) => place % 2),
    [1, 11, 11, 1],
  );
  const level = tf.fill([1, 11, 11, 1], 0.5);
  // The variance is about 1 / 4.
  expect(ssim(level, board, { k1: 1e3, k2: 0.5 })).toBeAllClose(0.5, { rtol: 1e-3 });
});

test('bytes are pixels from 0 to 255 with maxValue 255', () => {
  const [x, y] = [noise(6), noise(7)];
  const bytes = ssim(tf.mul(x, 255), tf.mul(y, 255), { maxValue: 255 });
  expect(bytes).toBeAllClose(ssim(x, y));
});

test('pictures without a window are refused', () => {
  const given = tf.zeros([2, 8, 20, 3]);
  expect(() => ssim(given, given)).toThrow(
    'ssim: expected pictures of at least 11 x 11 pixels, the size of a window, got [2,8,20,3]; give a smaller windowSize.',
  );
  expect(ssim(given, given, { windowSize: 8 })).toBeAllClose(0);
});

test.each([[[4, 4]], [[2, 0, 4, 1]]])('other things than pictures are refused: %j', (shape) => {
  const given = tf.zeros(shape);
  expect(() => ssim(given, given)).toThrow(
    `ssim: expected yTrue of shape [...,height,width,channels] with at least one pixel, got [${shape}].`,
  );
});
