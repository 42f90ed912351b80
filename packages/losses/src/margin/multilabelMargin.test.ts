import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { multilabelMargin } from './multilabelMargin.ts';
import { multiMargin } from './multiMargin.ts';

testLoss(multilabelMargin, {
  options: [{}],
  // Over pairs of one class and a later one, in both directions at once.
  inputsReference([yTrue = [], logits = []]) {
    const pairs = logits.flatMap((z, i) =>
      logits.slice(i + 1).map((other, j) => [z, other, i, i + 1 + j] as const),
    );
    const cost = ([z, other, i, j]: readonly [number, number, number, number]) => {
      const [t = 0, u = 0] = [yTrue[i], yTrue[j]];
      return t * (1 - u) * Math.max(0, 1 + other - z) + u * (1 - t) * Math.max(0, 1 + z - other);
    };
    return pairs.reduce((sum, pair) => sum + cost(pair), 0) / logits.length;
  },
  cases: [
    // The example of PyTorch's documentation.
    { inputs: [1, 0, 0, 1, 0.1, 0.2, 0.4, 0.8], value: 0.85, gradient: -0.5 },
    { inputs: [1, 1, 1, 1, 5, 0, 9, -2], value: 0, gradient: 0 },
    { inputs: [0, 0, 0, 0, 5, 0, 9, -2], value: 0, gradient: 0 },
    // Exactly at the margin.
    { inputs: [0, 0, 0, 1, 0, 0, 0, 1], value: 0, gradient: 0 },
  ],
});

test('a row of class ids in the place of targets is NaN, and the others are as they were', () => {
  const logits = tf.tensor2d([
    [0.1, 0.2, 0.4, 0.8],
    [0.1, 0.2, 0.4, 0.8],
    [5, 0, 9, -2],
    [5, 0, 9, -2],
  ]);
  const targets = tf.tensor2d([
    [3, 0, -1, 1],
    [1, 0, 0, 1],
    [0.5, -0.5, 0, 0],
    [2, 0, 1, 0],
  ]);
  const unreduced = multilabelMargin(targets, logits, { reduction: 'none' });
  expect(unreduced).toBeAllClose([Number.NaN, 0.85, Number.NaN, Number.NaN], { equalNaN: true });
  expect(multilabelMargin(targets, logits, { mask: [false, true, false, false] })).toBeAllClose(0.85);
});

test('with one class per row it is the multi-class margin loss', () => {
  const logits = tf.tensor2d([
    [0.1, 0.9, -2],
    [3, -1, 2.5],
  ]);
  expect(
    multilabelMargin(
      tf.tensor2d([
        [0, 1, 0],
        [1, 0, 0],
      ]),
      logits,
    ),
  ).toBeAllClose(multiMargin(tf.tensor1d([1, 0], 'int32'), logits));
});
