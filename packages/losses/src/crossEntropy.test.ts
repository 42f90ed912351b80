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

test('a class of weight 0 that cannot be leaves the gradient of the distributions finite', () => {
  const logits = tf.tensor2d([[0, 0, Number.NEGATIVE_INFINITY]]);
  const loss = (labels: tf.Tensor) =>
    crossEntropy(labels, logits, { classWeights: [1, 2, 0], reduction: 'sum' });
  expect(tf.grad(loss)(tf.tensor2d([[0.5, 0.5, 0]]))).toBeAllClose([Math.log(2), 2 * Math.log(2), 0]);
});

test('a share of smoothing above 1 is refused', () => {
  const [labels, logits] = [tf.tensor1d([0], 'int32'), tf.zeros([1, 2])];
  expect(() => crossEntropy(labels, logits, { labelSmoothing: 1.05 })).toThrow(
    'crossEntropy: expected 0 <= labelSmoothing <= 1, got 1.05.',
  );
});

test('a distribution that the mask leaves out may hold anything', () => {
  const labels = tf.tensor2d([
    [Number.NaN, Number.POSITIVE_INFINITY],
    [1, 0],
  ]);
  const loss = (x: tf.Tensor) => crossEntropy(labels, x, { mask: [false, true] });
  expect(loss(tf.zeros([2, 2]))).toBeAllClose(Math.log(2));
  expect(tf.grad(loss)(tf.zeros([2, 2]))).toBeAllClose([0, 0, -0.5, 0.5]);
});
