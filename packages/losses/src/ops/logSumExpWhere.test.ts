import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { logSumExpWhere } from './logSumExpWhere.ts';

const x = tf.tensor2d([
  [1e4, 1e4, -1e4],
  [1e4, -1e3, -1e4],
  [3, 5, 7],
]);
const chosen = tf.tensor2d([
  [1, 1, 0],
  [0, 1, 1],
  [0, 0, 0],
]);

test('sees the chosen numbers only, however far out, and is as good as −∞ where there are none', () => {
  expect(logSumExpWhere(chosen, x)).toBeAllClose([1e4 + Math.LN2, -1e3, -1e30]);
});

test('has the softmax of the chosen numbers as its slope, and 0 where there are none', () => {
  const slopes = tf.grad((t) => tf.sum(logSumExpWhere(chosen, t)))(x);
  expect(slopes).toBeAllClose([0.5, 0.5, 0, 0, 1, 0, 0, 0, 0], { atol: 0 });
});

test('passes NaN on', () => {
  const broken = logSumExpWhere(tf.tensor2d([[1, 1]]), tf.tensor2d([[1, Number.NaN]]));
  expect(broken).toBeAllClose([Number.NaN], { equalNaN: true });
});
