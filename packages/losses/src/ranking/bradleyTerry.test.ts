import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { bradleyTerry } from './bradleyTerry.ts';
import { pairwiseLogistic } from './pairwiseLogistic.ts';

testLoss(bradleyTerry, {
  options: [{}],
  // The share of one strength in the sum of both, over the larger of them.
  inputsReference([[chosen = 0] = [], [rejected = 0] = []]) {
    const higher = Math.max(chosen, rejected);
    return higher - chosen + Math.log(Math.exp(chosen - higher) + Math.exp(rejected - higher));
  },
  cases: [
    { inputs: [3, 3], value: Math.LN2, gradient: 0.5 },
    { inputs: [1e4, -1e4], value: 0, gradient: 0 },
    { inputs: [-1e4, 1e4], value: 2e4, gradient: 1 },
  ],
});

test('is the pairwise logistic loss of lists of two', () => {
  const [chosen, rejected] = [tf.tensor1d([0.5, -2, 3]), tf.tensor1d([1, -2, -1])];
  const relevances = tf.tensor2d([1, 0, 1, 0, 1, 0], [3, 2]);
  const ofLists = pairwiseLogistic(relevances, tf.stack([chosen, rejected], 1));
  expect(bradleyTerry(chosen, rejected)).toBeAllClose(ofLists);
});

test('choices and rejections of different numbers are refused', () => {
  expect(() => bradleyTerry(tf.zeros([2]), tf.zeros([3]))).toThrow(
    'bradleyTerry: expected chosen and rejected of one shape, got [2] and [3].',
  );
});
