import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosine, othersOf } from '../../fixtures/labelledRows.ts';
import { angular } from './angular.ts';

testBatchDependentLoss(angular, {
  options: [{}, { alpha: 20 }, { alpha: 55 }],
  // From the triangle: the foot of the other row's median is the middle of the pair.
  reference: (rows, { alpha = 40 }) =>
    rows.map((anchor) => {
      const secant = 1 / Math.cos((alpha * Math.PI) / 180) ** 2;
      const partners = othersOf(rows, anchor, true);
      const losses = partners.map((partner) => {
        const terms = othersOf(rows, anchor, false).map((other) => {
          const toBoth = cosine(anchor, other) + cosine(partner, other);
          return Math.exp(4 * secant * toBoth - 4 * toBoth - 2 * secant * cosine(anchor, partner));
        });
        return Math.log1p(terms.reduce((sum, term) => sum + term, 0));
      });
      return losses.reduce((sum, loss) => sum + loss / partners.length, 0);
    }),
});

test('at 45 degrees a row at right angles to a pair in one place costs log(1 + e⁻⁴)', () => {
  const labels = tf.tensor1d([1, 1, 2], 'int32');
  const rows = tf.tensor2d([
    [2, 0],
    [1, 0],
    [0, 3],
  ]);
  expect(angular(labels, rows, { alpha: 45 })).toBeAllClose(Math.log1p(Math.exp(-4)));
});
