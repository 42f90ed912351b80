import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosine, othersOf } from '../../fixtures/labelledRows.ts';
import { testContrastiveLoss } from '../../fixtures/testContrastiveLoss.ts';
import { ntXent } from './ntXent.ts';

testBatchDependentLoss(ntXent, {
  options: [{}, { temperature: 0.5 }, { temperature: 3 }],
  // The share of each partner among itself and the others, as a probability.
  reference: (rows, { temperature = 0.07 }) =>
    rows.map((anchor) => {
      const weight = (row: Row) => Math.exp(cosine(anchor, row) / temperature);
      const others = othersOf(rows, anchor, false).reduce((sum, row) => sum + weight(row), 0);
      const partners = othersOf(rows, anchor, true).map(weight);
      return partners.reduce((sum, own) => sum + Math.log1p(others / own) / partners.length, 0);
    }),
});

testContrastiveLoss(ntXent);

test('weights by the number of partners give the mean over all pairs', () => {
  const labels = tf.tensor1d([1, 1, 1, 2, 2], 'int32');
  const rows = tf.tensor2d([0.1, 0.9, -0.3, 0.5, 0.7, 0.2, -0.8, 0.4, 0.6, -0.6], [5, 2]);
  const perPair = [0, 1, 2, 3, 4].map(
    (row) => ntXent(labels, rows, { reduction: 'none' }).dataSync()[row] ?? 0,
  );
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = perPair;
  const byPairs = ntXent(labels, rows, { weights: [2, 2, 2, 1, 1] });
  expect(byPairs).toBeAllClose((2 * (a + b + c) + d + e) / 8);
});
