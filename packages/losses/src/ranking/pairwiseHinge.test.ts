import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { sumOverPairs } from '../../fixtures/sumOverPairs.ts';
import { testListLoss } from '../../fixtures/testListLoss.ts';
import { marginRanking } from '../margin/marginRanking.ts';
import { pairwiseHinge } from './pairwiseHinge.ts';

testLoss(pairwiseHinge, {
  options: [{}],
  // By how much the worse one is above one less than the better one.
  inputsReference: ([, logits = []], _options, [yTrue = []]) =>
    sumOverPairs(yTrue, (better, worse) => {
      const allowed = (logits[better] ?? 0) - 1;
      return Math.max(allowed, logits[worse] ?? 0) - allowed;
    }),
});

testListLoss(pairwiseHinge);

test('the gradient is 0 where a pair is exactly 1 apart, and where no relevances differ', () => {
  const slopes = (relevances: number[], scores: number[]) =>
    tf.grad((x) => pairwiseHinge(tf.tensor2d([relevances]), x))(tf.tensor2d([scores]));
  expect(slopes([1, 0], [3, 2])).toBeAllClose([0, 0], { atol: 0 });
  expect(slopes([1, 0], [3, 2.5])).toBeAllClose([-1, 1]);
  expect(slopes([2, 2], [3, 2.5])).toBeAllClose([0, 0], { atol: 0 });
});

test('is the margin ranking loss of two items', () => {
  const [first, second] = [tf.tensor1d([0.5, 3, -1]), tf.tensor1d([1, 1, -0.5])];
  const ofPairs = marginRanking(tf.ones([3]), first, second, { margin: 1, reduction: 'none' });
  const relevances = tf.tensor2d([1, 0, 1, 0, 1, 0], [3, 2]);
  expect(pairwiseHinge(relevances, tf.stack([first, second], 1), { reduction: 'none' })).toBeAllClose(
    ofPairs,
  );
});
