import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { poly1CrossEntropy } from './poly1CrossEntropy.ts';
import { symmetricCrossEntropy } from './symmetricCrossEntropy.ts';

testLoss(symmetricCrossEntropy, {
  options: [
    {},
    { alpha: 6, beta: 0.1 },
    { alpha: 0, minTarget: 0.01 },
    { beta: 0 },
    { beta: 0.25, classWeights: [1, 0.5, 2, 0], labelSmoothing: 0.3 },
  ],
  // Both cross-entropies as they are defined, of each class with its one-hot row.
  rowReference(target, logits, { alpha = 0.1, beta = 1, minTarget = 1e-4 }) {
    const softMaximum = logSumExp(logits);
    const reverse = (c: number) =>
      logits.reduce((sum, z, j) => sum - Math.exp(z - softMaximum) * Math.log(j === c ? 1 : minTarget), 0);
    return target.reduce(
      (sum, t, c) => sum + t * (alpha * (softMaximum - (logits[c] ?? Number.NaN)) + beta * reverse(c)),
      0,
    );
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('without the reverse one it is cross-entropy', () => {
  const plain = crossEntropy(labels, logits);
  expect(symmetricCrossEntropy(labels, logits, { alpha: 1, beta: 0 })).toBeAllClose(plain);
  expect(symmetricCrossEntropy(labels, logits, { alpha: 1, minTarget: 1 })).toBeAllClose(plain);
});

test('is a multiple of poly-1 cross-entropy', () => {
  const poly = poly1CrossEntropy(labels, logits, { epsilon: (0.1 * Math.log(1e4)) / 6 });
  expect(symmetricCrossEntropy(labels, logits, { alpha: 6, beta: 0.1 })).toBeAllClose(tf.mul(6, poly));
});

test('a class without probability costs nothing where it is not the target', () => {
  const impossible = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => symmetricCrossEntropy(tf.tensor1d([0], 'int32'), x);
  expect(loss(impossible)).toBeAllClose(0.1 * Math.LN2 + 2 * Math.log(10));
  expect(tf.all(tf.isFinite(tf.grad(loss)(impossible)))).toBeAllClose(1);
});
