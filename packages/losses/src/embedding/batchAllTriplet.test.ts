import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testTripletLoss } from '../../fixtures/testTripletLoss.ts';
import { tripletGaps, tripletOptions } from '../../fixtures/tripletReference.ts';
import { batchAllTriplet } from './batchAllTriplet.ts';

testBatchDependentLoss(batchAllTriplet, {
  options: tripletOptions,
  reference: (rows, options) =>
    rows.map((anchor) => {
      const { margin = 1 } = options;
      const violations = tripletGaps(rows, anchor, options).flatMap((gap) =>
        gap > -margin ? [gap + margin] : [],
      );
      return violations.reduce((sum, violation) => sum + violation / violations.length, 0);
    }),
});

testTripletLoss(batchAllTriplet);

test('satisfied triplets are left out of the mean, those at the edge of the margin too', () => {
  // From the anchor at 0: positive at 2, negatives at 1, 3, 4 and 9, of which the margin lets 4 and 9 be.
  const labels = tf.tensor1d([1, 1, 2, 3, 4, 5], 'int32');
  const rows = tf.tensor2d([[0], [2], [1], [3], [4], [9]]);
  const loss = (x: tf.Tensor) => batchAllTriplet(labels, x, { margin: 2, reduction: 'none' }).slice(0, 1);
  expect(loss(rows)).toBeAllClose((3 + 1) / 2);
  expect(tf.grad(loss)(rows)).toBeAllClose([0, 1, -0.5, -0.5, 0, 0], { atol: 1e-7 });
});

test('a row all of whose triplets are satisfied is 0 and counts', () => {
  const rows = tf.tensor2d([[0], [0.5], [9], [9.25]]);
  const labels = tf.tensor1d([1, 1, 2, 1], 'int32');
  const none = batchAllTriplet(labels, rows, { margin: 0.1, reduction: 'none' });
  expect(batchAllTriplet(labels, rows, { margin: 0.1 })).toBeAllClose(tf.div(tf.sum(none), 3));
});
