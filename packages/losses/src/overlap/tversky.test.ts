import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areasOf } from '../../fixtures/areasOf.ts';
import { labels } from '../../fixtures/hardPredictions.ts';
import { testOverlapLoss } from '../../fixtures/testOverlapLoss.ts';
import { dice } from './dice.ts';
import { jaccard } from './jaccard.ts';
import { tversky } from './tversky.ts';

testBatchDependentLoss(tversky, {
  options: [
    {},
    { alpha: 0.3, beta: 0.7 },
    { alpha: 0, beta: 2, smooth: 1 },
    { gamma: 0.75, alpha: 0.7, beta: 0.3 },
    { gamma: 2, smooth: 0.5, presentOnly: false },
    { classWeights: [1, 0.5, 3, 0], gamma: 1.5 },
  ],
  reference: (
    rows,
    { alpha = 0.5, beta = 0.5, gamma = 1, smooth = 0, presentOnly = true, classWeights = [1, 1, 1, 1] },
  ) =>
    classWeights.map((weight, id) => {
      const { truth, both, missed, claimed } = areasOf(rows, id);
      const wrong = alpha * claimed + beta * missed;
      const total = both + wrong + smooth;
      if (total === 0 || (truth === 0 && presentOnly)) return 0;
      return weight * (wrong / total) ** gamma;
    }),
});

testOverlapLoss(tversky, { ofClasses: [1 / 3, 1 / 2], ofForeground: 1 / 2 });

test('with prices of one half it is the Dice loss, with prices of 1 the Jaccard loss', () => {
  const probabilities = tf.tensor2d([0.7, 0.2, 0.1, 0.3, 0.3, 0.4, 0.1, 0.8, 0.1, 0.2, 0.5, 0.3], [4, 3]);
  const none = { reduction: 'none' } as const;
  expect(tversky(labels, probabilities, none)).toBeAllClose(dice(labels, probabilities, none));
  const ofOne = tversky(labels, probabilities, { alpha: 1, beta: 1, ...none });
  expect(ofOne).toBeAllClose(jaccard(labels, probabilities, none));
});

test('alpha prices what is claimed wrongly, beta what is missed', () => {
  const truth = tf.tensor2d([[1], [1], [0], [0]]);
  const predicted = tf.tensor2d([[1], [0.2], [0.1], [0]]);
  expect(tversky(truth, predicted, { alpha: 0.7, beta: 0.3 })).toBeAllClose(0.31 / 1.51);
});

test('with a power below 1 the gradient at perfect overlap is 0', () => {
  const loss = (x: tf.Tensor) => tversky(tf.tensor2d([[1], [0]]), x, { gamma: 0.75 });
  expect(tf.grad(loss)(tf.tensor2d([[1], [0]]))).toBeAllClose([0, 0], { atol: 0 });
});

test('without a power the gradient at perfect overlap is that of the prices', () => {
  const loss = (x: tf.Tensor) => tversky(tf.tensor2d([[1], [0]]), x, { alpha: 0.7, beta: 0.3 });
  expect(tf.grad(loss)(tf.tensor2d([[1], [0]]))).toBeAllClose([-0.3, 0.7]);
});
