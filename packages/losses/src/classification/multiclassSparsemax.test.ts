import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { multiclassSparsemax } from './multiclassSparsemax.ts';

testLoss(multiclassSparsemax, {
  options: [{}, { classWeights: [1, 0.5, 3, 0] }],
  // ½ Σ_{j in support} (z_j² − threshold²) + ½ − z_c of Martins and Astudillo, the threshold found by halving
  // an interval.
  rowReference(target, logits) {
    const highest = Math.max(...logits);
    const scores = logits.map((z) => z - highest);
    let [low, high] = [-1, 0];
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      const total = scores.reduce((sum, z) => sum + Math.max(0, z - middle), 0);
      if (total > 1) low = middle;
      else high = middle;
    }
    const support = scores.filter((z) => z > low);
    const conjugate = support.reduce((sum, z) => sum + (z ** 2 - low ** 2) / 2, 0.5);
    return target.reduce((sum, t, c) => sum + t * (conjugate - (scores[c] ?? Number.NaN)), 0);
  },
  cases: [
    // Exactly 1 ahead: the edge of what costs nothing.
    { inputs: [0, 0, 0, 1, 0, 0, 0, 1], value: 0, gradient: 0 },
    { inputs: [0, 0, 0, 1, 5, 5, 5, 5], value: 0.375, gradient: -0.75 },
  ],
});

test('a class that cannot be costs nothing where it is not the target', () => {
  const logits = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => multiclassSparsemax(tf.tensor1d([0], 'int32'), x);
  expect(loss(logits)).toBeAllClose(0.25);
  expect(tf.grad(loss)(logits)).toBeAllClose([-0.5, 0, 0.5]);
});

test('adding a constant to all logits changes nothing', () => {
  const labels = tf.tensor1d([0, 2], 'int32');
  const logits = tf.tensor2d([
    [0.25, 0.5, -0.5],
    [0, -1, 0.75],
  ]);
  expect(multiclassSparsemax(labels, tf.add(logits, 4096))).toBeAllClose(multiclassSparsemax(labels, logits));
});

test('a large constant in all logits costs no digits', () => {
  // At 2²² the steps of float32 are half a unit.
  const logits = tf.tensor2d([[4194305, 4194304.5, 4194304]]);
  expect(multiclassSparsemax(tf.tensor1d([0], 'int32'), logits)).toBeAllClose(0.0625, {
    rtol: 1e-6,
    atol: 0,
  });
});
