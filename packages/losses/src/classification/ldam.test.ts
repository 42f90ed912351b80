import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { ldam } from './ldam.ts';

testLoss(ldam, {
  options: [
    {},
    { scale: 1, maxMargin: 0 },
    { scale: 1, classCounts: [100, 10, 1, 1000] },
    { scale: 0.5, maxMargin: 3, classCounts: [3, 0, 5, 80], classWeights: [1, 0.5, 3, 0] },
  ],
  // Cross-entropy of each class after its own score was lowered.
  rowReference(target, logits, { scale = 30, maxMargin = 0.5, classCounts = [1, 1, 1, 1] }) {
    const roots = classCounts.map((count) => Math.max(1, count) ** 0.25);
    return target.reduce((sum, t, c) => {
      const margin = (maxMargin * Math.min(...roots)) / (roots[c] ?? Number.NaN);
      const lowered = logits.map((z, j) => scale * (j === c ? z - margin : z));
      return sum + t * (logSumExp(lowered) - (lowered[c] ?? Number.NaN));
    }, 0);
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [0.9, -0.2, 0.3],
  [0, 0.4, -0.3],
]);

test('without a margin it is cross-entropy of scaled logits', () => {
  const scaled = crossEntropy(labels, tf.mul(30, logits));
  expect(ldam(labels, logits, { maxMargin: 0, classCounts: [1, 2, 3] })).toBeAllClose(scaled);
});

test('the rarest class has the whole margin, one with 16 times the rows the half', () => {
  const even = tf.zeros([2, 2]);
  const options = { classCounts: [10, 160], maxMargin: 4, scale: 1, reduction: 'none' } as const;
  const losses = ldam(tf.tensor1d([0, 1], 'int32'), even, options);
  expect(losses).toBeAllClose([Math.log1p(Math.exp(4)), Math.log1p(Math.exp(2))]);
});

test('keeps its digits where the true class is sure but for the margin', () => {
  const ahead = tf.tensor2d([[16.5, 0, 0]]);
  const loss = ldam(tf.tensor1d([0], 'int32'), ahead, { maxMargin: 16, scale: 1 });
  expect(loss).toBeAllClose(Math.log1p(2 * Math.exp(-0.5)), { atol: 0 });
});

test('refuses counts of another number of classes', () => {
  expect(() => ldam(labels, logits, { classCounts: [1, 2] })).toThrow(
    'ldam: expected classCounts and a row of classes of one shape, got [2] and [3].',
  );
});
