import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { columnsOf, covarianceOf } from '../../fixtures/columns.ts';
import { barlowTwins } from './barlowTwins.ts';

testBatchDependentLoss<{ lambda?: number; eps?: number }>(barlowTwins, {
  options: [{}, { lambda: 1 }, { lambda: 0, eps: 0.5 }],
  // Correlation by correlation, each from its own sums.
  reference(rows, { lambda = 0.005, eps = 1e-5 }) {
    const [first, second] = [columnsOf(rows, 0), columnsOf(rows, 1)];
    let cost = 0;
    for (const [j, a] of first.entries()) {
      for (const [k, b] of second.entries()) {
        const spread = Math.sqrt((covarianceOf(a, a) + eps) * (covarianceOf(b, b) + eps));
        const correlation = covarianceOf(a, b) / spread;
        cost += j === k ? (1 - correlation) ** 2 : lambda * correlation ** 2;
      }
    }
    return [cost];
  },
});

const first = tf.randomNormal([8, 3], 0, 1, 'float32', 1);
const second = tf.randomNormal([8, 3], 0, 1, 'float32', 2);

test('has the defaults of its paper and of batch normalisation', () => {
  expect(barlowTwins(first, second)).toBeAllClose(barlowTwins(first, second, { lambda: 0.005, eps: 1e-5 }));
});

test('is 0 for views of independent components that differ in scale and offset alone', () => {
  const signs = tf.tensor2d([
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ]);
  const moved = tf.add(tf.mul(signs, [1e3, 20]), [5, -300]);
  expect(barlowTwins(signs, moved)).toBeAllClose(0, { atol: 1e-9 });
  expect(barlowTwins(signs, tf.neg(moved))).toBeAllClose(8, { rtol: 1e-4 });
});

test('a component that does not vary costs 1', () => {
  expect(barlowTwins(tf.ones([4, 3]), tf.ones([4, 3]))).toBeAllClose(3);
});

test('of numbers whose squares are too large it is as of smaller ones, beside which eps counts for nothing', () => {
  const wanted = barlowTwins(first, second, { eps: 1e-30 });
  for (const scale of [1e10, 1e25]) {
    const got = barlowTwins(tf.mul(scale, first), tf.mul(scale, second), { eps: 0.1 });
    expect(got).toBeAllClose(wanted);
  }
});

test('eps stands beside variances, in the square of their unit', () => {
  for (const scale of [1e10, 1e12, 1e14]) {
    const got = barlowTwins(tf.mul(scale, first), tf.mul(scale, second), { eps: 0.5 * scale ** 2 });
    expect(got).toBeAllClose(barlowTwins(first, second, { eps: 0.5 }), { rtol: 1e-4 });
  }
});
