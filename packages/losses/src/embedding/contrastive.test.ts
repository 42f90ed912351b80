import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { contrastive } from './contrastive.ts';

const distance = ([, first = []]: Row, [, second = []]: Row) =>
  Math.hypot(...first.map((x, index) => x - (second[index] ?? Number.NaN)));

testBatchDependentLoss(contrastive, {
  options: [{}, { margin: 5 }, { margin: 0.25 }],
  // Pair by pair, half of each pair's cost to either of its rows.
  reference(rows, { margin = 1 }) {
    const losses = rows.map(() => 0);
    rows.forEach((first, i) => {
      rows.slice(0, i).forEach((second, j) => {
        const d = distance(first, second);
        const cost = first[0]?.[0] === second[0]?.[0] ? d ** 2 / 2 : d < margin ? (margin - d) ** 2 / 2 : 0;
        for (const row of [i, j]) losses[row] = (losses[row] ?? 0) + cost / (rows.length - 1);
      });
    });
    return losses;
  },
});

const embeddings = tf.tensor2d([
  [0, 0],
  [3, 4],
  [0, 0.5],
]);

test('the mean is that over all pairs, and a row of unknown label is in none of them', () => {
  const labels = tf.tensor1d([1, 1, 2], 'int32');
  expect(contrastive(labels, embeddings)).toBeAllClose((25 / 2 + 0.25 / 2) / 3);
  expect(contrastive(tf.tensor1d([1, 1, -100], 'int32'), embeddings)).toBeAllClose(25 / 2);
  expect(contrastive(tf.tensor1d([1, -100, 2], 'int32'), embeddings)).toBeAllClose(0.125);
  const alone = tf.tensor1d([-100, 4, -100], 'int32');
  expect(contrastive(alone, embeddings, { reduction: 'none' })).toBeAllClose([0, 0, 0]);
});

test('two rows of two labels in one place cost the most and pull nowhere', () => {
  const same = tf.tensor2d([
    [2, 3],
    [2, 3],
  ]);
  const loss = (x: tf.Tensor) => contrastive(tf.tensor1d([0, 1], 'int32'), x, { margin: 2 });
  expect(loss(same)).toBeAllClose(2);
  expect(tf.grad(loss)(same)).toBeAllClose([0, 0, 0, 0], { atol: 0 });
});

test('rows that are close together far from the origin keep the digits of their distance', () => {
  const far = tf.tensor2d([[4096], [4096.0625]]);
  expect(contrastive(tf.tensor1d([0, 0], 'int32'), far)).toBeAllClose(0.0625 ** 2 / 2, {
    rtol: 1e-6,
    atol: 0,
  });
});
