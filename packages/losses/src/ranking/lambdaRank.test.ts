import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { descending, idealGain } from '../../fixtures/idealGain.ts';
import { sumOverPairs } from '../../fixtures/sumOverPairs.ts';
import { testListLoss } from '../../fixtures/testListLoss.ts';
import { lambdaRank } from './lambdaRank.ts';
import { pairwiseLogistic } from './pairwiseLogistic.ts';

/** The discounted cumulative gain of relevances in this order. */
function gainOf(relevances: readonly number[], order: readonly number[], ranks: number): number {
  return order
    .slice(0, ranks)
    .reduce((sum, place, rank) => sum + (2 ** (relevances[place] ?? 0) - 1) / Math.log2(rank + 2), 0);
}

testLoss<{ topK?: number }>(lambdaRank, {
  options: [{}, { topK: 2 }, { topK: 1 }],
  // NDCG before and after the two items have changed places.
  inputsReference([, logits = []], { topK = 4 }, [yTrue = [], given = []]) {
    const order = descending(given);
    const gain = gainOf(yTrue, order, topK);
    return sumOverPairs(yTrue, (better, worse) => {
      const swapped = order.map((place) => (place === better ? worse : place === worse ? better : place));
      const change = Math.abs(gainOf(yTrue, swapped, topK) - gain) / idealGain(yTrue, topK);
      const gap = (logits[better] ?? 0) - (logits[worse] ?? 0);
      return change * (Math.log1p(Math.exp(-Math.abs(gap))) - Math.min(gap, 0));
    });
  },
});

testListLoss(lambdaRank);

test('of equal scores the first has the better rank', () => {
  const change = 1 - 1 / Math.log2(3);
  for (const relevances of [
    [1, 0],
    [0, 1],
  ]) {
    expect(lambdaRank(tf.tensor2d([relevances]), tf.tensor2d([[4, 4]]))).toBeAllClose(change * Math.LN2);
  }
  // The first of the tied items is at rank 1, the last at rank 3.
  const slopes = tf.grad((x) => lambdaRank(tf.tensor2d([[0, 0, 1]]), x))(tf.tensor2d([[4, 4, 4]]));
  const [first = 0, second = 0] = [1 - 1 / Math.log2(4), 1 / Math.log2(3) - 1 / Math.log2(4)];
  expect(slopes).toBeAllClose([first / 2, second / 2, -(first + second) / 2]);
});

test('is the pairwise logistic loss of two items, by what their change of places costs', () => {
  const [yTrue, logits] = [tf.tensor2d([[3, 1]]), tf.tensor2d([[0.5, 2]])];
  const change = (6 * (1 - 1 / Math.log2(3))) / (7 + 1 / Math.log2(3));
  expect(lambdaRank(yTrue, logits)).toBeAllClose(tf.mul(change, pairwiseLogistic(yTrue, logits)));
});

test('pairs of which neither item is among the first k cost nothing', () => {
  const [yTrue, logits] = [tf.tensor2d([[0, 0, 1]]), tf.tensor2d([[5, 2, 1]])];
  const slopes = tf.grad((x) => lambdaRank(yTrue, x, { topK: 1 }))(logits);
  const share = 1 / (1 + Math.exp(-4));
  expect(slopes).toBeAllClose([share, 0, -share]);
});

test('equal relevances make no pair', () => {
  expect(lambdaRank(tf.tensor2d([[2, 2]]), tf.tensor2d([[5, 3]]))).toBeAllClose(0, { atol: 0 });
  expect(lambdaRank(tf.tensor2d([[0, 0]]), tf.tensor2d([[5, 3]]))).toBeAllClose(0, { atol: 0 });
});

test('a topK that is no whole number from 1 on is refused', () => {
  for (const topK of [0, 1.5, -2]) {
    expect(() => lambdaRank(tf.tensor2d([[1]]), tf.tensor2d([[1]]), { topK })).toThrow(
      `lambdaRank: expected topK >= 1 and an integer, got ${topK}.`,
    );
  }
});
