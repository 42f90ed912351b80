import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { softBootstrapping } from './softBootstrapping.ts';

testLoss(softBootstrapping, {
  options: [{}, { beta: 0 }, { beta: 0.5 }, { beta: 1 }, { classWeights: [1, 0.5, 3, 0], beta: 0.8 }],
  // The mean score of the mixture below the softened maximum of all.
  rowReference(target, logits, { beta = 0.95 }) {
    const softMaximum = logSumExp(logits);
    const total = target.reduce((sum, t) => sum + t, 0);
    const ofLabels = target.reduce((sum, t, c) => sum + t * (softMaximum - (logits[c] ?? Number.NaN)), 0);
    const entropy = logits.reduce((sum, z) => sum + Math.exp(z - softMaximum) * (softMaximum - z), 0);
    return beta * ofLabels + (1 - beta) * total * entropy;
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('with the whole label it is cross-entropy', () => {
  expect(softBootstrapping(labels, logits, { beta: 1 })).toBeAllClose(crossEntropy(labels, logits));
});

test('without the label it is the entropy of the prediction', () => {
  const loss = softBootstrapping(labels, tf.zeros([2, 4]), { beta: 0, reduction: 'none' });
  expect(loss).toBeAllClose([Math.log(4), Math.log(4)]);
});

test('a class without probability costs nothing where it is not the target', () => {
  const impossible = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => softBootstrapping(tf.tensor1d([0], 'int32'), x);
  expect(loss(impossible)).toBeAllClose(Math.LN2);
  expect(tf.all(tf.isFinite(tf.grad(loss)(impossible)))).toBeAllClose(1);
});
