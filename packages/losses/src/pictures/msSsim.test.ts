import { PICTURE, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { type Picture, similarityOfChannel } from '../../fixtures/windowSimilarity.ts';
import { msSsim } from './msSsim.ts';
import { ssim } from './ssim.ts';

const [height, width, channels] = PICTURE;

function halved({ numbers, height, width, channels }: Picture): Picture {
  const [lines, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const half = Array.from({ length: lines * columns * channels }, (_, place) => {
    const [spot, channel] = [Math.floor(place / channels), place % channels];
    const [row, column] = [2 * Math.floor(spot / columns), 2 * (spot % columns)];
    const pixel = (down: number, right: number) =>
      numbers[((row + down) * width + column + right) * channels + channel] ?? 0;
    return (pixel(0, 0) + pixel(0, 1) + pixel(1, 0) + pixel(1, 1)) / 4;
  });
  return { numbers: half, height: lines, width: columns, channels };
}

interface Options {
  readonly windowSize?: number;
  readonly powerFactors?: readonly number[];
  readonly dataRange?: number;
}

testLoss(msSsim.with({ windowSize: 3, powerFactors: [0.4, 0.6] }), {
  options: [{}, { powerFactors: [1.5] }, { windowSize: 1, powerFactors: [0.2, 0.3, 0.5], dataRange: 2 }],
  inputsReference(
    [first = [], second = []],
    { windowSize = 3, powerFactors = [0.4, 0.6], ...others }: Options,
  ) {
    const ofChannels = Array.from({ length: channels }, (_, channel) => {
      let [x, y]: Picture[] = [first, second].map((numbers) => ({ numbers, height, width, channels }));
      return powerFactors.reduce((product, factor, scale) => {
        if (!x || !y) return Number.NaN;
        if (scale > 0) [x, y] = [halved(x), halved(y)];
        const similarity = similarityOfChannel(x, y, channel, { windowSize, ...others });
        const isLast = scale === powerFactors.length - 1;
        return product * Math.max(0, isLast ? similarity.ssim : similarity.structure) ** factor;
      }, 1);
    });
    return 1 - ofChannels.reduce((sum, value) => sum + value, 0) / channels;
  },
});

describe('msSsim', () => {
  const picture = tf.tensor(
    Array.from({ length: 40 * 40 }, (_, place) => ((place * 37) % 101) / 101),
    [1, 40, 40, 1],
  );

  test('with one scale and power 1 it is ssim', () => {
    const other = tf.sqrt(picture);
    expect(msSsim(picture, other, { powerFactors: [1] })).toBeAllClose([...ssim(picture, other).dataSync()]);
  });

  test('is 1 with gradient 0 where structures are opposite', () => {
    const stripes = tf.tensor(
      Array.from({ length: 1600 }, (_, place) => place % 2),
      [40, 40, 1],
    );
    const options = { powerFactors: [0.5, 0.5] };
    const inverse = tf.sub(1, stripes);
    expect(msSsim(stripes, inverse, options)).toBeAllClose(1, { atol: 0 });
    expect(tf.grad((x) => msSsim(stripes, x, options))(inverse)).toBeAllClose(Array(1600).fill(0), {
      atol: 0,
    });
  });

  test('refuses pictures that are too small for its scales', () => {
    expect(() => msSsim(picture, picture)).toThrow(
      'msSsim: expected pictures of at least 176 by 176 pixels for a window of 11 pixels at 5 scales, got 40 by 40.',
    );
    expect(msSsim(picture, picture, { powerFactors: [0.5, 0.5] })).toBeAllClose(0, { atol: 0 });
  });
});
