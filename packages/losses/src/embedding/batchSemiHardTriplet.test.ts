import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testTripletLoss } from '../../fixtures/testTripletLoss.ts';
import { distancesOf, tripletOptions } from '../../fixtures/tripletReference.ts';
import { batchSemiHardTriplet } from './batchSemiHardTriplet.ts';

testBatchDependentLoss(batchSemiHardTriplet, {
  options: tripletOptions,
  // The negatives in order of their distance, walked through from each positive.
  reference: (rows, options) =>
    rows.map((anchor) => {
      const { margin = 1 } = options;
      const { positives, negatives } = distancesOf(rows, anchor, options);
      const ordered = negatives.toSorted((first, second) => first - second);
      const last = ordered.at(-1);
      if (last === undefined) return 0;
      const violations = positives.map((positive) =>
        Math.max(0, positive - (ordered.find((negative) => negative > positive) ?? last) + margin),
      );
      return violations.reduce((sum, violation) => sum + violation / positives.length, 0);
    }),
});

testTripletLoss(batchSemiHardTriplet);

test('a positive meets the nearest negative beyond it, and the furthest one where none is beyond', () => {
  // From the anchor at 0: positives at 2 and 9, negatives at −1, 3 and 8.
  const labels = tf.tensor1d([1, 1, 1, 2, 3, 4], 'int32');
  const rows = tf.tensor2d([[0], [2], [9], [-1], [3], [8]]);
  const loss = (x: tf.Tensor) =>
    batchSemiHardTriplet(labels, x, { margin: 1.5, reduction: 'none' }).slice(0, 1);
  expect(loss(rows)).toBeAllClose((2 - 3 + 1.5 + (9 - 8 + 1.5)) / 2);
  expect(tf.grad(loss)(rows)).toBeAllClose([0, 0.5, 0.5, 0, -0.5, -0.5], { atol: 1e-7 });
});

test('a negative as far as the positive is not beyond it, and at the edge of the margin the gradient is 0', () => {
  const labels = tf.tensor1d([1, 1, 2, 3], 'int32');
  const loss = (x: tf.Tensor) =>
    batchSemiHardTriplet(labels, x, { margin: 3, reduction: 'none' }).slice(0, 1);
  const rows = tf.tensor2d([[0], [2], [-2], [5]]);
  expect(loss(rows)).toBeAllClose(0, { atol: 0 });
  expect(tf.grad(loss)(rows)).toBeAllClose([0, 0, 0, 0], { atol: 1e-7 });
});
