import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { sumOverPairs } from '../../fixtures/sumOverPairs.ts';
import { testListLoss } from '../../fixtures/testListLoss.ts';
import { pairwiseLogistic } from './pairwiseLogistic.ts';

testLoss(pairwiseLogistic, {
  options: [{}],
  // Minus the log probability that the better one wins, of odds e^gap.
  inputsReference: ([, logits = []], _options, [yTrue = []]) =>
    sumOverPairs(yTrue, (better, worse) => {
      const gap = (logits[better] ?? 0) - (logits[worse] ?? 0);
      return Math.log1p(Math.exp(-Math.abs(gap))) - Math.min(gap, 0);
    }),
});

testListLoss(pairwiseLogistic);

test('only the order of the relevances matters, and equal ones make no pair', () => {
  const logits = tf.tensor2d([[0.5, -1, 2]]);
  const loss = (relevances: number[]) => pairwiseLogistic(tf.tensor2d([relevances]), logits);
  expect(loss([0, 7, 0])).toBeAllClose(loss([-1, 0.5, -1]));
  expect(loss([0, 7, 0])).toBeAllClose(Math.log1p(Math.exp(1.5)) + Math.log1p(Math.exp(3)));
  expect(loss([4, 4, 4])).toBeAllClose(0, { atol: 0 });
});

test('a list without a pair counts as a loss of 0', () => {
  const relevances = tf.tensor2d([
    [1, 1],
    [1, 0],
  ]);
  const logits = tf.tensor2d([
    [5, 3],
    [2, 2],
  ]);
  expect(pairwiseLogistic(relevances, logits)).toBeAllClose(Math.LN2 / 2);
});

test('a place without an item makes no pair, also where all relevances are below 0', () => {
  const where = tf.tensor2d([1, 1, 0], [1, 3]);
  const padded = pairwiseLogistic(tf.tensor2d([[-1, -2, 9]]), tf.tensor2d([[0.5, 2, 7]]), { where });
  expect(padded).toBeAllClose(pairwiseLogistic(tf.tensor2d([[-1, -2]]), tf.tensor2d([[0.5, 2]])));
});
