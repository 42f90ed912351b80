import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './crossEntropy.ts';
import { hardBootstrapping } from './hardBootstrapping.ts';

testLoss(hardBootstrapping, {
  options: [{}, { beta: 0 }, { beta: 0.5 }, { beta: 1 }, { classWeights: [1, 0.5, 3, 0], beta: 0.3 }],
  // Both are below the softened maximum of all, the predicted class by least.
  rowReference(target, logits, { beta = 0.8 }) {
    const softMaximum = logSumExp(logits);
    const total = target.reduce((sum, t) => sum + t, 0);
    const ofLabels = target.reduce((sum, t, c) => sum + t * (softMaximum - (logits[c] ?? Number.NaN)), 0);
    return beta * ofLabels + (1 - beta) * total * (softMaximum - Math.max(...logits));
  },
});

const labels = tf.tensor1d([0, 2], 'int32');
const logits = tf.tensor2d([
  [1, -2, 3],
  [0, 4, -3],
]);

test('with the whole label it is cross-entropy, without it that of the predicted classes', () => {
  expect(hardBootstrapping(labels, logits, { beta: 1 })).toBeAllClose(crossEntropy(labels, logits));
  const predicted = tf.tensor1d([2, 1], 'int32');
  expect(hardBootstrapping(labels, logits, { beta: 0 })).toBeAllClose(crossEntropy(predicted, logits));
});

test('of equal probabilities the first is predicted', () => {
  const loss = (x: tf.Tensor) => hardBootstrapping(tf.tensor1d([1], 'int32'), x, { beta: 0.75 });
  expect(tf.grad(loss)(tf.tensor2d([[0, 0]]))).toBeAllClose([0.25, -0.25]);
});

test('a class without probability costs nothing where it is not the target', () => {
  const impossible = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => hardBootstrapping(tf.tensor1d([0], 'int32'), x);
  expect(loss(impossible)).toBeAllClose(Math.LN2);
  expect(tf.all(tf.isFinite(tf.grad(loss)(impossible)))).toBeAllClose(1);
});
