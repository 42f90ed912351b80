import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { argsortDescending, gatherRows } from './gatherRows.ts';

const x = tf.tensor2d([
  [2, -1e4, 1e4, 5],
  [0.5, 0.5, 7, -3],
]);

test('the largest comes first, and of equal numbers the first', () => {
  expect(argsortDescending(x)).toBeAllClose([2, 3, 0, 1, 2, 0, 1, 3]);
  expect(gatherRows(x, argsortDescending(x))).toBeAllClose([1e4, 5, 2, -1e4, 7, 0.5, 0.5, -3]);
});

test('the slope of each place goes back to the number that stands there', () => {
  const weights = tf.tensor2d([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]);
  const slopes = tf.grad((t) => tf.sum(tf.mul(weights, gatherRows(t, argsortDescending(t)))))(x);
  expect(slopes).toBeAllClose([3, 4, 1, 2, 6, 7, 5, 8], { atol: 0 });
});
