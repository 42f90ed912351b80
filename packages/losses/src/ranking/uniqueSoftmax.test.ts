import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testListLoss } from '../../fixtures/testListLoss.ts';
import { uniqueSoftmax } from './uniqueSoftmax.ts';

testLoss(uniqueSoftmax, {
  options: [{}],
  // Of each item the softmax of it and what is less relevant, one list of scores after the other.
  inputsReference([, logits = []], _options, [yTrue = []]) {
    return yTrue.reduce((sum, relevance, place) => {
      const own = logits[place] ?? Number.NaN;
      const lower = logits.filter((_, other) => (yTrue[other] ?? 0) < relevance);
      return sum + (2 ** relevance - 1) * (logSumExp([own, ...lower]) - own);
    }, 0);
  },
});

testListLoss(uniqueSoftmax);

test('of one relevant item it is the softmax cross-entropy of the list', () => {
  const loss = uniqueSoftmax(tf.tensor2d([[0, 1, 0]]), tf.tensor2d([[1, 2, 3]]));
  expect(loss).toBeAllClose(Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 2);
});

test('is what TF-Ranking shows of its own', () => {
  const of = (yTrue: number[], scores: number[]) =>
    uniqueSoftmax(tf.tensor2d([yTrue]), tf.tensor2d([scores]));
  const first = of([1, 0], [0.6, 0.8]);
  expect(first).toBeAllClose(0.7981389);
  expect(tf.div(tf.add(first, of([0, 1, 0], [0.5, 0.8, 0.4])), 2)).toBeAllClose(0.83911896);
});

test('items of one grade do not compete, and those of grade 0 cost nothing', () => {
  const loss = (yTrue: number[]) => uniqueSoftmax(tf.tensor2d([yTrue]), tf.tensor2d([[5, -3, 2]]));
  expect(loss([2, 2, 2])).toBeAllClose(0, { atol: 0 });
  expect(loss([0, 0, 0])).toBeAllClose(0, { atol: 0 });
  expect(loss([2, 2, 0])).toBeAllClose(3 * (Math.log1p(Math.exp(-3)) + Math.log1p(Math.exp(5))));
});
