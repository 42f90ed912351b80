import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosine, embeddings, othersOf } from '../../fixtures/labelledRows.ts';
import { circle } from './circle.ts';

testBatchDependentLoss(circle, {
  options: [{}, { gamma: 5 }, { margin: 0.25, gamma: 20 }, { margin: 0 }],
  // A product over pairs, one of either kind: the sum of exponentials multiplied out.
  reference: (rows, { margin = 0.4, gamma = 80 }, at) =>
    rows.map((anchor, row) => {
      const partners = othersOf(rows, anchor, true);
      const others = othersOf(rows, anchor, false);
      const pull = (cosineAt: (frozen: Row, anchor: Row) => number, other: Row) => {
        const [frozen, frozenAnchor] = [at[rows.indexOf(other)], at[row]];
        return frozen && frozenAnchor ? Math.max(0, cosineAt(frozen, frozenAnchor)) : Number.NaN;
      };
      const pairs = partners.flatMap((p) =>
        others.map((n) => {
          const within = pull((x, a) => 1 + margin - cosine(x, a), p) * (cosine(p, anchor) - 1 + margin);
          const between = pull((x, a) => cosine(x, a) + margin, n) * (cosine(n, anchor) - margin);
          return Math.exp(gamma * (between - within));
        }),
      );
      return Math.log1p(pairs.reduce((sum, pair) => sum + pair, 0));
    }),
});

test('a row without a partner or without a row of another label does not count', () => {
  const labels = tf.tensor1d([3, 8, 3], 'int32');
  const [first = 0, alone = 1, last = 0] = circle(labels, embeddings, { reduction: 'none' }).dataSync();
  expect(alone).toBe(0);
  expect(circle(labels, embeddings)).toBeAllClose((first + last) / 2);
  for (const lone of [
    [3, 3, 3],
    [1, 2, 3],
  ]) {
    const loss = (x: tf.Tensor) => circle(tf.tensor1d(lone, 'int32'), x);
    expect(loss(embeddings)).toBeAllClose(0, { atol: 0 });
    expect(tf.grad(loss)(embeddings)).toBeAllClose(Array(6).fill(0), { atol: 0 });
  }
});

test('pairs at their optimum are pulled by the margin, those beyond are not pulled at all', () => {
  // Cosine 1 to the partner, −1 to the other: beyond −margin nothing pulls.
  const labels = tf.tensor1d([0, 0, 1], 'int32');
  const apart = tf.tensor2d([
    [1, 0],
    [1, 0],
    [-1, 0],
  ]);
  expect(circle(labels, apart, { margin: 0.25, gamma: 4 })).toBeAllClose(
    Math.log1p(Math.exp(-4 * 0.25 * 0.25)),
  );
  expect(tf.grad((x) => circle(labels, x))(tf.zeros([3, 2]))).toBeAllClose(Array(6).fill(0), { atol: 1e3 });
});
