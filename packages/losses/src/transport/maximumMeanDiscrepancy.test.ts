import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { meanOverPairs, testSampleLoss } from '../../fixtures/testSampleLoss.ts';
import { maximumMeanDiscrepancy } from './maximumMeanDiscrepancy.ts';

testBatchDependentLoss(maximumMeanDiscrepancy, {
  options: [{}, { bandwidth: 4 }, { bandwidth: 30 }],
  // The three means of kernels, which are products over the components.
  reference(rows, { bandwidth = 1 }) {
    const [ys, xs] = [0, 1].map((input) => rows.map((row) => row[input] ?? []));
    const kernel = (a: readonly number[], b: readonly number[]) =>
      a.reduce((product, value, c) => product * Math.exp(-(((value - (b[c] ?? 0)) / bandwidth) ** 2) / 2), 1);
    const mean = meanOverPairs(kernel);
    return [mean(ys, ys) + mean(xs, xs) - 2 * mean(ys, xs)];
  },
});

testSampleLoss(maximumMeanDiscrepancy);

test('of two rows it grows from 0 to 2 with their distance over the bandwidth', () => {
  const [y, x] = [tf.tensor2d([[0, 0]]), tf.tensor2d([[3, 4]])];
  expect(maximumMeanDiscrepancy(y, x, { bandwidth: 5 })).toBeAllClose(2 - 2 * Math.exp(-0.5));
  expect(maximumMeanDiscrepancy(y, x, { bandwidth: 0.01 })).toBeAllClose(2);
  expect(maximumMeanDiscrepancy(y, x, { bandwidth: 1e4 })).toBeAllClose(0, { atol: 1e-6 });
});

test('a bandwidth of 0 is refused', () => {
  const one = tf.zeros([1, 1]);
  expect(() => maximumMeanDiscrepancy(one, one, { bandwidth: 0 })).toThrow(
    'maximumMeanDiscrepancy: expected bandwidth > 0, got 0.',
  );
});
