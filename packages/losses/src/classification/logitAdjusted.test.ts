import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { logitAdjusted } from './logitAdjusted.ts';

testLoss(logitAdjusted, {
  options: [
    {},
    { classCounts: [100, 10, 1, 1000] },
    { classCounts: [0.5, 0.25, 0.125, 0.125], tau: 2.5 },
    { classCounts: [3, 1, 5, 80], tau: 0, classWeights: [1, 0.5, 3, 0] },
  ],
  // The scores of the classes with the logarithms of powers of their shares.
  rowReference(target, logits, { tau = 1, classCounts = [1, 1, 1, 1] }) {
    const all = classCounts.reduce((sum, count) => sum + count, 0);
    const adjusted = logits.map((z, c) => z + Math.log(((classCounts[c] ?? Number.NaN) / all) ** tau));
    const softMaximum = logSumExp(adjusted);
    return target.reduce((sum, t, c) => sum + t * (softMaximum - (adjusted[c] ?? Number.NaN)), 0);
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('with equal counts it is cross-entropy, and multiples of counts are the same', () => {
  const plain = crossEntropy(labels, logits);
  expect(logitAdjusted(labels, logits)).toBeAllClose(plain);
  expect(logitAdjusted(labels, logits, { classCounts: [7, 7, 7] })).toBeAllClose(plain);
  const shares = logitAdjusted(labels, logits, { classCounts: [0.7, 0.2, 0.1] });
  expect(logitAdjusted(labels, logits, { classCounts: [70, 20, 10] })).toBeAllClose(shares);
});

test('a class without rows takes no part', () => {
  const loss = (x: tf.Tensor) => logitAdjusted(tf.tensor1d([0], 'int32'), x, { classCounts: [1, 1, 0] });
  const scores = tf.tensor2d([[0, 0, 50]]);
  expect(loss(scores)).toBeAllClose(Math.LN2);
  expect(tf.grad(loss)(scores)).toBeAllClose([-0.5, 0.5, 0]);
  expect(
    tf.grad((x: tf.Tensor) =>
      logitAdjusted(tf.tensor1d([0], 'int32'), x, { classCounts: [1, 0, 1], tau: 0 }),
    )(scores),
  ).toBeAllClose([-1, 0, 1]);
});

test('refuses counts of another number of classes', () => {
  expect(() => logitAdjusted(labels, logits, { classCounts: [1, 2] })).toThrow(
    'logitAdjusted: expected classCounts and a row of classes of one shape, got [2] and [3].',
  );
});
