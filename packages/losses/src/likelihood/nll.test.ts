import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from '../classification/crossEntropy.ts';
import { nll } from './nll.ts';

testLoss(nll, {
  options: [{}, { classWeights: [1, 0.5, 3, 0] }],
  rowReference: (target, logProbabilities) =>
    logProbabilities.reduce((sum, logProbability, c) => sum - logProbability * (target[c] ?? Number.NaN), 0),
});

test('a log probability of −∞ costs nothing where it is not the target', () => {
  const logProbabilities = tf.tensor2d([[0, Number.NEGATIVE_INFINITY]]);
  const loss = (x: tf.Tensor) => nll(tf.tensor1d([0], 'int32'), x);
  expect(loss(logProbabilities)).toBeAllClose(0);
  expect(tf.grad(loss)(logProbabilities)).toBeAllClose([-1, 0]);
});

test('of a log-softmax it is the cross-entropy', () => {
  const labels = tf.tensor1d([0, 2], 'int32');
  const logits = tf.tensor2d([
    [1, 2, 3],
    [0, -1, 4],
  ]);
  expect(nll(labels, tf.logSoftmax(logits))).toBeAllClose(crossEntropy(labels, logits));
});
