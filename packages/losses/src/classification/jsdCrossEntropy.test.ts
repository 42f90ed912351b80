import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { jsdCrossEntropy } from './jsdCrossEntropy.ts';

const CLASSES = 4;

testLoss(jsdCrossEntropy, {
  options: [{}, { alpha: 0 }, { alpha: 3, labelSmoothing: 0.1 }, { classWeights: [1, 0.5, 3, 0] }],
  // The divergence as entropy of the mixture less the mean of the entropies.
  rowReference(target, scores, { alpha = 12 }) {
    const rows = [0, 1, 2].map((row) => scores.slice(row * CLASSES, (row + 1) * CLASSES));
    const logs = rows.map((row) => row.map((z) => z - logSumExp(row)));
    const entropy = (ps: readonly number[], logsOf: readonly number[]) =>
      ps.reduce((sum, p, c) => (p === 0 ? sum : sum - p * (logsOf[c] ?? Number.NaN)), 0);
    const entropies = logs.map((row) => entropy(row.map(Math.exp), row));
    const mixture = Array.from(
      { length: CLASSES },
      (_, c) => logSumExp(logs.map((row) => row[c] ?? Number.NaN)) - Math.log(3),
    );
    const mean = entropies.reduce((sum, one) => sum + one, 0) / 3;
    const weight = target.reduce((sum, t) => sum + t, 0);
    const [ofExample = []] = logs;
    return (
      alpha * weight * (entropy(mixture.map(Math.exp), mixture) - mean) -
      target.reduce((sum, t, c) => sum + t * (ofExample[c] ?? Number.NaN), 0)
    );
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('of equal augmentations it is cross-entropy, and their gradient is 0', () => {
  const loss = (x: tf.Tensor) => jsdCrossEntropy(labels, logits, x, logits);
  expect(loss(logits)).toBeAllClose(crossEntropy(labels, logits));
  expect(tf.grad(loss)(tf.clone(logits))).toBeAllClose(Array(6).fill(0), { atol: 1e-5 });
});

test('three answers that have nothing in common cost log 3 · alpha', () => {
  const [one, two, three] = [0, 1, 2].map((id) => tf.mul(60, tf.oneHot(tf.tensor1d([id], 'int32'), 3)));
  const loss = jsdCrossEntropy(tf.tensor1d([0], 'int32'), one ?? logits, two ?? logits, three ?? logits);
  expect(loss).toBeAllClose(12 * Math.log(3));
});

test('a row that is masked out may have NaN in an augmentation', () => {
  const broken = tf.concat([tf.slice(logits, 0, 1), tf.fill([1, 3], Number.NaN)]);
  const loss = (x: tf.Tensor) => jsdCrossEntropy(labels, logits, x, broken, { mask: [true, false] });
  const [first, id] = [tf.slice(logits, 0, 1), tf.slice(labels, 0, 1)];
  expect(loss(broken)).toBeAllClose(crossEntropy(id, first));
  expect(tf.slice(tf.grad(loss)(broken), 1)).toBeAllClose([0, 0, 0], { atol: 0 });
});

test('augmentations of another shape are refused', () => {
  expect(() => jsdCrossEntropy(labels, logits, tf.zeros([2, 4]), logits)).toThrow(
    'jsdCrossEntropy: expected logits, firstAugmented and secondAugmented of one shape, got [2,3], [2,4] and [2,3].',
  );
});
