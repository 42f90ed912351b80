import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areasOf } from '../../fixtures/areasOf.ts';
import { labels } from '../../fixtures/hardPredictions.ts';
import { testOverlapLoss } from '../../fixtures/testOverlapLoss.ts';
import { dice } from './dice.ts';
import { jaccard } from './jaccard.ts';

testBatchDependentLoss(jaccard, {
  options: [{}, { smooth: 1 }, { smooth: 0.5, presentOnly: false }, { classWeights: [1, 0.5, 3, 0] }],
  reference: (rows, { smooth = 0, presentOnly = true, classWeights = [1, 1, 1, 1] }) =>
    classWeights.map((weight, id) => {
      const { truth, predicted, both } = areasOf(rows, id);
      const union = truth + predicted - both;
      if (truth === 0 && presentOnly) return 0;
      return union + smooth === 0 ? 0 : weight * (1 - (both + smooth) / (union + smooth));
    }),
});

testOverlapLoss(jaccard, { ofClasses: [1 / 2, 2 / 3], ofForeground: 2 / 3 });

test('is 2 D / (1 + D) of the Dice loss D', () => {
  const probabilities = tf.tensor2d([0.7, 0.2, 0.1, 0.3, 0.3, 0.4, 0.1, 0.8, 0.1, 0.2, 0.5, 0.3], [4, 3]);
  const of = dice(labels, probabilities, { reduction: 'none' });
  const expected = tf.div(tf.mul(2, of), tf.add(1, of));
  expect(jaccard(labels, probabilities, { reduction: 'none' })).toBeAllClose(expected);
});
