import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { meanAbsoluteError } from '../regression/meanAbsoluteError.ts';
import { crossEntropy } from './crossEntropy.ts';
import { generalizedCrossEntropy } from './generalizedCrossEntropy.ts';

testLoss(generalizedCrossEntropy, {
  options: [{}, { q: 1 }, { q: 0.1 }, { classWeights: [1, 0.5, 3, 0], labelSmoothing: 0.3 }],
  // A power of the probability itself.
  rowReference(target, logits, { q = 0.7 }) {
    const softMaximum = logSumExp(logits);
    return target.reduce((sum, t, c) => {
      const probability = Math.exp((logits[c] ?? Number.NaN) - softMaximum);
      return sum + (t * (1 - probability ** q)) / q;
    }, 0);
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('towards q = 0 it is cross-entropy', () => {
  const generalized = (x: tf.Tensor) => generalizedCrossEntropy(labels, x, { q: 1e-6 });
  const plain = (x: tf.Tensor) => crossEntropy(labels, x);
  expect(generalized(logits)).toBeAllClose(plain(logits), { rtol: 1e-4 });
  expect(tf.grad(generalized)(logits)).toBeAllClose(tf.grad(plain)(logits), { rtol: 1e-4 });
});

test('at q = 1 it is half the absolute error of the probabilities', () => {
  const oneHot = tf.tensor2d([
    [1, 0, 0],
    [0, 0, 1],
  ]);
  const absolute = meanAbsoluteError(oneHot, tf.softmax(logits), { reduction: 'sum' });
  expect(generalizedCrossEntropy(labels, logits, { q: 1, reduction: 'sum' })).toBeAllClose(
    tf.div(absolute, 2),
  );
});

test('its gradient is that of cross-entropy times p^q', () => {
  const single = tf.tensor2d([[1, -2, 3]]);
  const label = tf.tensor1d([0], 'int32');
  const power = tf.pow(tf.slice(tf.softmax(single), [0, 0], [1, 1]), 0.7);
  const plain = tf.grad((x: tf.Tensor) => crossEntropy(label, x))(single);
  expect(tf.grad((x: tf.Tensor) => generalizedCrossEntropy(label, x))(single)).toBeAllClose(
    tf.mul(plain, power),
  );
});
