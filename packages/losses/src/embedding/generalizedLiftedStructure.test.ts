import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { tripletGaps } from '../../fixtures/tripletReference.ts';
import { generalizedLiftedStructure } from './generalizedLiftedStructure.ts';

testBatchDependentLoss(generalizedLiftedStructure, {
  options: [{}, { margin: 4 }, { margin: 0.25 }],
  // Over all triplets of the row: a product of two sums.
  reference: (rows, { margin = 1 }) =>
    rows.map((anchor) => {
      const gaps = tripletGaps(rows, anchor, {});
      if (gaps.length === 0) return 0;
      const worst = Math.max(...gaps);
      const sum = gaps.reduce((total, gap) => total + Math.exp(gap - worst), 0);
      return Math.max(0, Math.log(sum) + worst + margin);
    }),
});

test('with one partner and one other row it is the triplet margin loss', () => {
  const labels = tf.tensor1d([1, 1, 2], 'int32');
  const rows = tf.tensor2d([
    [0, 3],
    [0, -3],
    [4, 0],
  ]);
  expect(generalizedLiftedStructure(labels, rows, { reduction: 'none' })).toBeAllClose([2, 2, 0]);
  const total = (x: tf.Tensor) => generalizedLiftedStructure(labels, x, { reduction: 'none' }).slice(0, 1);
  // 3 − 4 + 1: at the edge of the margin.
  expect(
    tf.grad(total)(
      tf.tensor2d([
        [0, 0],
        [3, 0],
        [0, 4],
      ]),
    ),
  ).toBeAllClose(Array(6).fill(0), { atol: 0 });
});
