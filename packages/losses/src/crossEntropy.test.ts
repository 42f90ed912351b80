import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';

testLoss(crossEntropy, {
  options: [
    {},
    { labelSmoothing: 0.1 },
    { labelSmoothing: 1 },
    { classWeights: [1, 0.5, 3, 0] },
    { classWeights: [1, 0.5, 3, 0], labelSmoothing: 0.3 },
  ],
  // How far each score is below the softened maximum of all.
  rowReference(target, logits) {
    const softMaximum = logSumExp(logits);
    return target.reduce((sum, t, c) => sum + t * (softMaximum - (logits[c] ?? Number.NaN)), 0);
  },
});

test('a class without probability costs nothing where it is not the target', () => {
  const logits = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => crossEntropy(tf.tensor2d([[1, 0, 0]]), x);
  expect(loss(logits)).toBeAllClose(Math.LN2);
  expect(tf.grad(loss)(logits)).toBeAllClose([-0.5, 0, 0.5]);
});

test('adding a constant to all logits changes nothing', () => {
  const labels = tf.tensor1d([0, 2], 'int32');
  const logits = tf.tensor2d([
    [1, 2, 3],
    [0, -1, 4],
  ]);
  expect(crossEntropy(labels, tf.add(logits, 1000))).toBeAllClose(crossEntropy(labels, logits), {
    rtol: 1e-4,
  });
});
