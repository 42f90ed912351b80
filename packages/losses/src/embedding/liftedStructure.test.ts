import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { othersOf } from '../../fixtures/labelledRows.ts';
import { distancesOf } from '../../fixtures/tripletReference.ts';
import { liftedStructure } from './liftedStructure.ts';

testBatchDependentLoss(liftedStructure, {
  options: [{}, { margin: 4 }, { margin: 0.25 }],
  // Both sums at once, less the smallest of all distances.
  reference: (rows, { margin = 1 }) =>
    rows.map((anchor) => {
      const { positives } = distancesOf(rows, anchor, {});
      const costs = othersOf(rows, anchor, true).map((partner, index) => {
        const distances = [anchor, partner].flatMap((row) => distancesOf(rows, row, {}).negatives);
        const nearest = Math.min(...distances);
        const sum = distances.reduce((total, d) => total + Math.exp(nearest - d), 0);
        return distances.length === 0
          ? 0
          : Math.max(0, Math.log(sum) + margin - nearest + (positives[index] ?? 0)) ** 2 / 2;
      });
      return costs.reduce((sum, cost) => sum + cost / costs.length, 0);
    }),
});

test('a pair costs half the square of its distance to the margin, or nothing', () => {
  const labels = tf.tensor1d([1, 1, 2], 'int32');
  // Both rows of the pair are 5 from the other row, and 6 from each other.
  const rows = tf.tensor2d([
    [0, 3],
    [0, -3],
    [4, 0],
  ]);
  expect(liftedStructure(labels, rows)).toBeAllClose((Math.log(2) + 1 - 5 + 6) ** 2 / 2);
  const near = tf.tensor2d([
    [0, 0],
    [0, 0.5],
    [40, 0],
  ]);
  expect(liftedStructure(labels, near)).toBeAllClose(0, { atol: 0 });
  expect(liftedStructure(tf.tensor1d([1, 1, 1], 'int32'), rows)).toBeAllClose(0, { atol: 0 });
});
