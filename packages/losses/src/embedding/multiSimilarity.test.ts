import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosine, embeddings, othersOf } from '../../fixtures/labelledRows.ts';
import { multiSimilarity } from './multiSimilarity.ts';

testBatchDependentLoss(multiSimilarity, {
  options: [{}, { alpha: 1, beta: 5, base: 0 }, { alpha: 20, beta: 2, base: -0.25 }],
  // Powers of e^(cosine), multiplied out.
  reference: (rows, { alpha = 2, beta = 50, base = 0.5 }) =>
    rows.map((anchor) => {
      const sumOf = (partners: boolean, power: number) =>
        othersOf(rows, anchor, partners)
          .map((row) => Math.exp(cosine(anchor, row) - base) ** power)
          .reduce((sum, x) => sum + x, 0);
      return Math.log1p(sumOf(true, -alpha)) / alpha + Math.log1p(sumOf(false, beta)) / beta;
    }),
});

test('a row without a partner is still pushed from the others, and one that is alone does not count', () => {
  const labels = tf.tensor1d([3, 8, 3], 'int32');
  const [, alone = 0] = multiSimilarity(labels, embeddings, { reduction: 'none' }).dataSync();
  const ofOthers = [0.6, (0.3 - 1.6) / Math.hypot(0.5, 2)].map((cosine) => Math.exp(50 * (cosine - 0.5)));
  expect(alone).toBeCloseTo(Math.log1p((ofOthers[0] ?? 0) + (ofOthers[1] ?? 0)) / 50, 5);
  const single = multiSimilarity(labels, embeddings, { mask: [true, false, false], reduction: 'none' });
  expect(single).toBeAllClose([0, 0, 0], { atol: 0 });
});

test('a cosine at the base costs log 2 over the sharpness', () => {
  const rows = tf.tensor2d([
    [1, 0],
    [0.6, 0.8],
  ]);
  const loss = (labels: number[]) => multiSimilarity(tf.tensor1d(labels, 'int32'), rows, { base: 0.6 });
  expect(loss([4, 4])).toBeAllClose(Math.log(2) / 2, { atol: 1e-6 });
  expect(loss([4, 5])).toBeAllClose(Math.log(2) / 50, { atol: 1e-6 });
});
