import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testTripletLoss } from '../../fixtures/testTripletLoss.ts';
import { tripletGaps, tripletOptions } from '../../fixtures/tripletReference.ts';
import { batchHardTriplet } from './batchHardTriplet.ts';

testBatchDependentLoss(batchHardTriplet, {
  options: tripletOptions,
  // The worst of all triplets, one by one.
  reference: (rows, options) =>
    rows.map((anchor) => {
      const { margin = 1 } = options;
      return tripletGaps(rows, anchor, options).reduce((worst, gap) => Math.max(worst, gap + margin), 0);
    }),
});

testTripletLoss(batchHardTriplet);

const onLine = (numbers: number[]) => tf.tensor2d(numbers, [numbers.length, 1]);

test('of equally far rows the first has the gradient', () => {
  // The anchor at 0 has positives at −2 and 2, and negatives at −1 and 1.
  const labels = tf.tensor1d([1, 1, 1, 5, 5], 'int32');
  const loss = (x: tf.Tensor) => batchHardTriplet(labels, x, { reduction: 'none' }).slice(0, 1);
  const rows = onLine([0, -2, 2, -1, 1]);
  expect(loss(rows)).toBeAllClose(2);
  expect(tf.grad(loss)(rows)).toBeAllClose([0, -1, 0, 1, 0], { atol: 0 });
});

test('at the edge of the margin the gradient is 0', () => {
  const labels = tf.tensor1d([1, 1, 5], 'int32');
  const loss = (x: tf.Tensor) => batchHardTriplet(labels, x, { margin: 3, reduction: 'none' });
  const rows = onLine([0, 2, 5]);
  expect(loss(rows)).toBeAllClose([0, 2, 0], { atol: 0 });
  expect(tf.grad((x) => loss(x).slice(0, 1))(rows)).toBeAllClose([0, 0, 0], { atol: 0 });
});
