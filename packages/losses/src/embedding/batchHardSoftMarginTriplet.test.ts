import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testTripletLoss } from '../../fixtures/testTripletLoss.ts';
import { tripletGaps, tripletOptions } from '../../fixtures/tripletReference.ts';
import { batchHardSoftMarginTriplet } from './batchHardSoftMarginTriplet.ts';

testBatchDependentLoss(batchHardSoftMarginTriplet, {
  options: [{}, ...tripletOptions.flatMap(({ distance }) => (distance ? [{ distance }] : []))],
  // The worst of all triplets, one by one.
  reference: (rows, options) =>
    rows.map((anchor) =>
      tripletGaps(rows, anchor, options).reduce((worst, gap) => {
        const soft = Math.max(gap, 0) + Math.log1p(Math.exp(-Math.abs(gap)));
        return Math.max(worst, soft);
      }, 0),
    ),
});

testTripletLoss(batchHardSoftMarginTriplet);

test('a triplet with both distances alike costs log 2, and the loss is the gap where that is large', () => {
  const labels = tf.tensor1d([1, 1, 5], 'int32');
  const loss = (last: number) =>
    batchHardSoftMarginTriplet(labels, tf.tensor2d([[0], [2], [last]]), { reduction: 'none' });
  expect(loss(-2)).toBeAllClose([Math.log(2), Math.log1p(Math.exp(-2)), 0]);
  expect(loss(1e4)).toBeAllClose([0, 0, 0]);
  const far = batchHardSoftMarginTriplet(labels, tf.tensor2d([[0], [1e4], [0]]), { reduction: 'none' });
  expect(far).toBeAllClose([1e4, Math.log(2), 0]);
});
