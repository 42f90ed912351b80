import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { othersOf } from '../../fixtures/labelledRows.ts';
import { nPairs } from './nPairs.ts';

const product = ([, first = []]: Row, [, second = []]: Row) =>
  first.reduce((sum, x, index) => sum + x * (second[index] ?? Number.NaN), 0);

testBatchDependentLoss(nPairs, {
  options: [{}],
  // Two numbers of a softmax at a time: what is left of the partner's probability among itself and the others.
  reference: (rows) =>
    rows.map((anchor) => {
      const partners = othersOf(rows, anchor, true).map((row) => product(anchor, row));
      const others = othersOf(rows, anchor, false).map((row) => product(anchor, row));
      const losses = partners.map((own) => {
        const highest = Math.max(own, ...others);
        const all = [own, ...others].reduce((sum, score) => sum + Math.exp(score - highest), 0);
        return others.length === 0 ? 0 : Math.log(all) + highest - own;
      });
      return losses.reduce((sum, loss) => sum + loss / partners.length, 0);
    }),
});

test('a batch of N pairs is told apart by products, whose sharpness grows with the lengths', () => {
  const labels = tf.tensor1d([1, 1, 2, 2], 'int32');
  const rows = tf.tensor2d([
    [1, 0],
    [1, 0],
    [0, 1],
    [0, 1],
  ]);
  expect(nPairs(labels, rows)).toBeAllClose(Math.log1p(2 * Math.exp(-1)));
  expect(nPairs(labels, tf.mul(rows, 3))).toBeAllClose(Math.log1p(2 * Math.exp(-9)));
});

test('rows without a partner are told from, and no other label costs nothing', () => {
  const rows = tf.tensor2d([
    [1, 0],
    [1, 1],
    [0, 2],
  ]);
  const [first = 0, second = 0, alone = 1] = nPairs(tf.tensor1d([5, 5, 9], 'int32'), rows, {
    reduction: 'none',
  }).dataSync();
  expect([first, second]).toEqual([
    expect.closeTo(Math.log1p(Math.exp(-1)), 5),
    expect.closeTo(Math.log1p(Math.exp(1)), 5),
  ]);
  expect(alone).toBe(0);
  expect(nPairs(tf.tensor1d([5, 5, 5], 'int32'), rows)).toBeAllClose(0, { atol: 0 });
});
