import { PICTURE, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { similarityOfChannel } from '../../fixtures/windowSimilarity.ts';
import { ssim } from './ssim.ts';

const [height, width, channels] = PICTURE;

testLoss(ssim.with({ windowSize: 3 }), {
  options: [{}, { windowSize: 6, sigma: 3 }, { windowSize: 1 }, { k1: 0.3, k2: 0.1, dataRange: 4 }],
  inputsReference([first = [], second = []], options) {
    const [x, y] = [first, second].map((numbers) => ({ numbers, height, width, channels }));
    if (!x || !y) return Number.NaN;
    const ofChannels = Array.from(
      { length: channels },
      (_, channel) => similarityOfChannel(x, y, channel, { windowSize: 3, ...options }).ssim,
    );
    return 1 - ofChannels.reduce((sum, value) => sum + value, 0) / channels;
  },
});

describe('ssim', () => {
  const picture = tf.tensor(
    Array.from({ length: 90 * 51 }, (_, place) => ((place * 37) % 101) / 101),
    [1, 90, 51, 1],
  );

  test('is 0 for equal pictures, with gradient 0', () => {
    expect(ssim(picture, picture)).toBeAllClose(0, { atol: 0 });
    expect(tf.grad((x) => ssim(picture, x))(picture)).toBeAllClose(Array(90 * 51).fill(0), { atol: 0 });
  });

  test('is the mean of its windows, however large the picture is', () => {
    const other = tf.add(tf.mul(picture, 0.8), tf.mul(tf.reverse(picture, 1), 0.1));
    const numbersOf = (x: tf.Tensor) => ({ numbers: [...x.dataSync()], height: 90, width: 51, channels: 1 });
    const { ssim: wanted } = similarityOfChannel(numbersOf(picture), numbersOf(other), 0, { windowSize: 11 });
    expect(ssim(picture, other)).toBeAllClose(1 - wanted, { rtol: 2e-5 });
    // Along the longer axis, too.
    const turned = (x: tf.Tensor) => tf.transpose(x, [0, 2, 1, 3]);
    expect(ssim(turned(picture), turned(other))).toBeAllClose(1 - wanted, { rtol: 2e-5 });
    const slope = tf.grad((x) => ssim(picture, x))(other);
    const turnedSlope = tf.grad((x) => ssim(turned(picture), x))(turned(other));
    expect(turned(turnedSlope)).toBeAllClose([...slope.dataSync()]);
  });

  test('does not depend on the unit of the pixels', () => {
    const other = tf.sqrt(picture);
    const inBytes = ssim(tf.mul(picture, 255), tf.mul(other, 255), { dataRange: 255 });
    expect(inBytes).toBeAllClose([...ssim(picture, other).dataSync()]);
  });

  test('refuses pictures that are smaller than a window', () => {
    const small = tf.zeros([1, 10, 40, 3]);
    expect(() => ssim(small, small)).toThrow(
      'ssim: expected pictures of at least 11 by 11 pixels for one window, got 10 by 40.',
    );
    expect(ssim(small, small, { windowSize: 10 })).toBeAllClose(0);
  });
});

test('pixels far beyond their range are no less similar for their sign or for a smaller range', () => {
  const picture = (seed: number) => tf.randomUniform([8, 8, 1], 0.2, 1, 'float32', seed);
  const of = (unit: number, options: object) =>
    ssim(tf.mul(picture(1), unit), tf.mul(picture(2), unit), { windowSize: 3, ...options });
  expect(of(-1e25, {})).toBeAllClose(of(1e25, {}));
  expect(of(1, { dataRange: 1e-25 })).toBeAllClose(of(1, { dataRange: 1e-10 }));
});
