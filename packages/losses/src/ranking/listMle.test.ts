import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { descending } from '../../fixtures/idealGain.ts';
import { testListLoss } from '../../fixtures/testListLoss.ts';
import { listMle } from './listMle.ts';

testLoss(listMle, {
  options: [{}],
  // From the last item up: what is left to be drawn from grows by one item at a time.
  inputsReference([, logits = []], _options, [yTrue = []]) {
    let left = Number.NEGATIVE_INFINITY;
    return descending(yTrue).reduceRight((sum, place) => {
      const own = logits[place] ?? 0;
      const highest = Math.max(left, own);
      left = highest + Math.log(Math.exp(left - highest) + Math.exp(own - highest));
      return sum + left - own;
    }, 0);
  },
});

testListLoss(listMle);

test('is minus the log of the product of the draws', () => {
  const likelihood = (Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3))) * (1 / (1 + Math.exp(1)));
  const loss = listMle(tf.tensor2d([[1, 0, 2]]), tf.tensor2d([[1, 2, 3]]));
  expect(loss).toBeAllClose(-Math.log(likelihood));
});

test('all orders of a list have probabilities that sum to 1', () => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const logits = tf.tile(tf.tensor2d([[0.3, -1, 2]]), [6, 1]);
  const losses = listMle(tf.tensor2d(orders), logits, { reduction: 'none' });
  expect(tf.sum(tf.exp(tf.neg(losses)))).toBeAllClose(1);
});

test('of items with equal relevance the first comes first', () => {
  const logits = tf.tensor2d([[0.3, -1, 2]]);
  const tied = listMle(tf.tensor2d([[1, 1, 1]]), logits);
  expect(tied).toBeAllClose(listMle(tf.tensor2d([[2, 1, 0]]), logits));
});

test('scores that are far apart lose nothing', () => {
  const logits = tf.tensor2d([[1e4, 0, -1e4]]);
  expect(listMle(tf.tensor2d([[0, 1, 2]]), logits)).toBeAllClose(3e4);
  expect(listMle(tf.tensor2d([[2, 1, 0]]), logits)).toBeAllClose(0, { atol: 0 });
});
