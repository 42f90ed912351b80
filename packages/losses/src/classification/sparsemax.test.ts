import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { multiclassSparsemax } from './multiclassSparsemax.ts';
import { sparsemax } from './sparsemax.ts';

testLoss(sparsemax, {
  options: [{}],
  // The most that x·p − p·(p − 1) reaches for a probability p, over what it is at the target.
  reference(yTrue, logit) {
    const best = Math.min(1, Math.max(0, (logit + 1) / 2));
    const reached = (p: number) => logit * p - p * (p - 1);
    return reached(best) - logit * yTrue;
  },
  cases: [
    { inputs: [1, -2], value: 2, gradient: -1 },
    { inputs: [1, 0], value: 0.25, gradient: -0.5 },
    { inputs: [1, 1], value: 0, gradient: 0 },
    { inputs: [0, 1], value: 1, gradient: 1 },
    { inputs: [0, -1], value: 0, gradient: 0 },
    { inputs: [1, 1000.3], value: 0, gradient: 0 },
  ],
});

test('is the multiclass loss of the logits 0 and x', () => {
  const xs = [-3, -1, -0.4, 0, 0.7, 1, 2.5];
  const rows = tf.tensor2d(xs.map((x) => [0, x]));
  for (const label of [0, 1]) {
    const labels = tf.fill([xs.length], label, 'int32');
    const binary = sparsemax(tf.cast(labels, 'float32'), tf.tensor1d(xs), { reduction: 'none' });
    expect(multiclassSparsemax(labels, rows, { reduction: 'none' })).toBeAllClose(binary);
  }
});

test('curves between −1 and 1 only', () => {
  const loss = (x: tf.Tensor) => sparsemax(tf.zerosLike(x), x, { reduction: 'sum' });
  const curvature = tf.grad((x) => tf.sum(tf.grad(loss)(x)));
  expect(curvature(tf.tensor1d([-1.05, -0.95, 0.95, 1.05]))).toBeAllClose([0, 0.5, 0.5, 0]);
});
