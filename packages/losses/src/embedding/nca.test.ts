import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { othersOf } from '../../fixtures/labelledRows.ts';
import { nca } from './nca.ts';

const squaredDistance = ([, first = []]: Row, [, second = []]: Row) =>
  first.reduce((sum, x, index) => sum + (x - (second[index] ?? Number.NaN)) ** 2, 0);

testBatchDependentLoss(nca, {
  options: [{}, { softmaxScale: 0.05 }, { softmaxScale: 4 }],
  // The odds of a neighbour of another label, from the nearest one on.
  reference: (rows, { softmaxScale = 1 }) =>
    rows.map((anchor) => {
      const [own = [], others = []] = [true, false].map((partners) =>
        othersOf(rows, anchor, partners).map((row) => softmaxScale * squaredDistance(anchor, row)),
      );
      if (own.length === 0 || others.length === 0) return 0;
      const [nearestOwn, nearest] = [Math.min(...own), Math.min(...others)];
      const sumOf = (from: number[], least: number) => from.reduce((sum, d) => sum + Math.exp(least - d), 0);
      const logOdds = Math.log(sumOf(others, nearest) / sumOf(own, nearestOwn)) + nearestOwn - nearest;
      return Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds)));
    }),
});

test('neighbours that are all equally far are drawn by their number', () => {
  const labels = tf.tensor1d([1, 1, 2, 2], 'int32');
  expect(nca(labels, tf.eye(4))).toBeAllClose(Math.log(3));
});

test('one near partner is enough, and far ones cost nothing', () => {
  const labels = tf.tensor1d([1, 1, 1, 2], 'int32');
  const rows = tf.tensor2d([[0], [0.1], [50], [9]]);
  expect(nca(labels, rows, { reduction: 'none' }).slice(0, 2)).toBeAllClose([0, 0]);
  expect(nca(tf.tensor1d([1, 1, 1, 1], 'int32'), rows)).toBeAllClose(0, { atol: 0 });
});
