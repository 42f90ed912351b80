import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { logOdds } from './logOdds.ts';

test('is the score above the log-sum-exp of the others', () => {
  const scores = [1, -2, 3, 0.5];
  const expected = scores.map(
    (score, c) =>
      score - Math.log(scores.reduce((sum, other, o) => (o === c ? sum : sum + Math.exp(other)), 0)),
  );
  expect(logOdds(tf.tensor2d([scores]))).toBeAllClose(expected);
});

test('keeps its digits where the probability rounds to 1, and where scores are equal', () => {
  expect(logOdds(tf.tensor2d([[40, 0, 0]]))).toBeAllClose([40 - Math.LN2, -40, -40]);
  expect(logOdds(tf.tensor2d([[7, 7]]))).toBeAllClose([0, 0]);
  expect(logOdds(tf.tensor2d([[1e4, -1e4, -1e4]]))).toBeAllClose([2e4 - Math.LN2, -2e4, -2e4]);
});

test('its gradient is that of the score and of the softmax of the others', () => {
  const slopes = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(logOdds(x), [1, 0, 0])));
  expect(slopes(tf.tensor2d([[40, 0, 0]]))).toBeAllClose([1, -0.5, -0.5]);
  expect(slopes(tf.tensor2d([[-40, 0, 0]]))).toBeAllClose([1, -0.5, -0.5]);
});

test('a class without probability counts for nothing', () => {
  const impossible = Number.NEGATIVE_INFINITY;
  expect(logOdds(tf.tensor2d([[1, impossible, 0]]))).toBeAllClose([1, impossible, -1]);
});

test('a class alone is certain', () => {
  const loss = (x: tf.Tensor) => tf.softplus(tf.neg(logOdds(x)));
  expect(loss(tf.tensor2d([[3]]))).toBeAllClose([0]);
  expect(tf.grad(loss)(tf.tensor2d([[3]]))).toBeAllClose([0]);
});
