import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosine, othersOf } from '../../fixtures/labelledRows.ts';
import { testContrastiveLoss } from '../../fixtures/testContrastiveLoss.ts';
import { supervisedContrastive } from './supervisedContrastive.ts';

testBatchDependentLoss(supervisedContrastive, {
  options: [{}, { temperature: 0.5 }, { temperature: 3 }],
  // Minus the logarithm of the geometric mean of the partners' probabilities.
  reference: (rows, { temperature = 0.1 }) =>
    rows.map((anchor) => {
      const weight = (row: Row) => Math.exp(cosine(anchor, row) / temperature);
      const partners = othersOf(rows, anchor, true).map(weight);
      const all = [...partners, ...othersOf(rows, anchor, false).map(weight)].reduce((sum, w) => sum + w, 0);
      return -Math.log(partners.reduce((product, own) => product * (own / all) ** (1 / partners.length), 1));
    }),
});

testContrastiveLoss(supervisedContrastive);

test('k partners in one place and nothing else cost log k', () => {
  const labels = tf.tensor1d([1, 1, 1, 1], 'int32');
  expect(supervisedContrastive(labels, tf.ones([4, 3]))).toBeAllClose(Math.log(3));
});
