import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { categoricalCrossEntropy } from './categoricalCrossEntropy.ts';

testLoss(categoricalCrossEntropy, {
  options: [
    {},
    { labelSmoothing: 0.1 },
    { classWeights: [1, 0.5, 3, 0] },
    { classWeights: [1, 0.5, 3, 0], labelSmoothing: 0.3 },
  ],
  rowReference: (target, probabilities) =>
    target.reduce((sum, t, c) => sum + t * Math.min(-Math.log2(probabilities[c] ?? 0) * Math.LN2, 100), 0),
});

test.each([
  ['apple', [1, 0, 0], Math.log(5)],
  ['pear', [0, 1, 0], Math.log(10 / 3)],
  ['orange', [0, 0, 1], Math.LN2],
])('a picture of %s that got 0.2, 0.3 and 0.5', (_fruit, oneHot, expected) => {
  expect(categoricalCrossEntropy(tf.tensor2d([oneHot]), tf.tensor2d([[0.2, 0.3, 0.5]]))).toBeAllClose(
    expected,
  );
});

test('a certain and wrong answer costs 100 and still has a gradient', () => {
  const probabilities = tf.tensor2d([[0, 1]]);
  const loss = (p: tf.Tensor) => categoricalCrossEntropy(tf.tensor1d([0], 'int32'), p);
  expect(loss(probabilities)).toBeAllClose(100);
  expect(tf.grad(loss)(probabilities)).toBeAllClose([-1e12, 0]);
});
