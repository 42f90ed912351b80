import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areasOf } from '../../fixtures/areasOf.ts';
import { hard, labels } from '../../fixtures/hardPredictions.ts';
import { testOverlapLoss } from '../../fixtures/testOverlapLoss.ts';
import { dice } from './dice.ts';

testBatchDependentLoss(dice, {
  options: [{}, { smooth: 1 }, { smooth: 0.5, presentOnly: false }, { classWeights: [1, 0.5, 3, 0] }],
  reference: (rows, { smooth = 0, presentOnly = true, classWeights = [1, 1, 1, 1] }) =>
    classWeights.map((weight, id) => {
      const { truth, predicted, both } = areasOf(rows, id);
      if (truth === 0 && presentOnly) return 0;
      return truth + predicted + smooth === 0
        ? 0
        : weight * (1 - (2 * both + smooth) / (truth + predicted + smooth));
    }),
});

testOverlapLoss(dice, { ofClasses: [1 / 3, 1 / 2], ofForeground: 1 / 2 });

test('one row without a batch is a sample of its own, and no sample costs nothing', () => {
  const row = tf.tensor1d([0.25, 0.75]);
  const one = dice(tf.scalar(1, 'int32'), row, { perSample: true });
  expect(one).toBeAllClose(dice(tf.scalar(1, 'int32'), row));
  const loss = (x: tf.Tensor) => dice(tf.zeros([0, 2], 'int32'), x, { perSample: true });
  expect(loss(tf.zeros([0, 2, 3]))).toBeAllClose(0, { atol: 0 });
});

test('a sample that the mask leaves out is masked out, with weights and presentOnly: false too', () => {
  const [ids, probabilities] = [labels.reshape([2, 2]), hard.reshape([2, 2, 3])];
  const options = { perSample: true, presentOnly: false } as const;
  const mask = tf.tensor2d([1, 1, 0, 0], [2, 2]);
  expect(dice(ids, probabilities, { ...options, mask, weights: [[2], [3]] })).toBeAllClose(
    dice(tf.slice(ids, 0, 1), tf.slice(probabilities, 0, 1), { ...options, weights: [[2]] }),
  );
});
