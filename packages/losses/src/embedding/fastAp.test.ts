import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosine, othersOf } from '../../fixtures/labelledRows.ts';
import { fastAp } from './fastAp.ts';

testBatchDependentLoss(fastAp, {
  options: [{}, { bins: 1 }, { bins: 3 }],
  // How many rows lie before an edge is a sum of ramps that fall between it and the next one.
  reference: (rows, { bins = 10 }) =>
    rows.map((anchor) => {
      const partners = othersOf(rows, anchor, true);
      if (partners.length === 0) return 0;
      const upTo = (edge: number, among: readonly Row[]) =>
        among.reduce((sum, row) => {
          const place = ((1 - Math.min(1, cosine(anchor, row))) * bins) / 2;
          return sum + Math.min(1, Math.max(0, edge + 1 - place));
        }, 0);
      let precision = 0;
      for (let edge = 0; edge <= bins; edge++) {
        const found = upTo(edge, partners);
        const all = found + upTo(edge, othersOf(rows, anchor, false));
        if (all > 0) precision += ((found - upTo(edge - 1, partners)) * found) / all;
      }
      return 1 - precision / partners.length;
    }),
});

test('partners before all others cost nothing, and partners behind them their share', () => {
  const rows = tf.tensor2d([
    [1, 0],
    [1, 0],
    [-1, 0],
    [-1, 0],
  ]);
  expect(fastAp(tf.tensor1d([1, 1, 2, 2], 'int32'), rows)).toBeAllClose(0, { atol: 1e-6 });
  // Each row has its partner at the other end, with two others before it.
  const crossed = fastAp(tf.tensor1d([1, 2, 1, 2], 'int32'), rows);
  expect(crossed).toBeAllClose(1 - 1 / 3, { atol: 1e-6 });
});

test('a row without a partner does not count, and without others nothing is lost', () => {
  const rows = tf.tensor2d([
    [1, 0],
    [0.6, 0.8],
    [0, 1],
  ]);
  const labels = tf.tensor1d([1, 1, 2], 'int32');
  const [first = 0, second = 0, alone = 1] = fastAp(labels, rows, { reduction: 'none' }).dataSync();
  expect(alone).toBe(0);
  expect(fastAp(labels, rows)).toBeAllClose((first + second) / 2);
  expect(fastAp(tf.tensor1d([1, 1, 1], 'int32'), rows)).toBeAllClose(0, { atol: 1e-6 });
});
