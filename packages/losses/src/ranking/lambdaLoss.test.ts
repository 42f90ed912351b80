import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { descending, idealGain } from '../../fixtures/idealGain.ts';
import { sumOverPairs } from '../../fixtures/sumOverPairs.ts';
import { testListLoss } from '../../fixtures/testListLoss.ts';
import { lambdaLoss } from './lambdaLoss.ts';
import { lambdaRank } from './lambdaRank.ts';

testLoss(lambdaLoss, {
  options: [{}],
  // From the positions in the sorted list.
  inputsReference([, logits = []], _options, [yTrue = [], given = []]) {
    const order = descending(given);
    return sumOverPairs(yTrue, (better, worse) => {
      const between = Math.abs(order.indexOf(better) - order.indexOf(worse));
      const discount = 1 / Math.log2(1 + between) - 1 / Math.log2(2 + between);
      const gain = 2 ** (yTrue[better] ?? 0) - 2 ** (yTrue[worse] ?? 0);
      const gap = (logits[better] ?? 0) - (logits[worse] ?? 0);
      const cost = Math.log1p(Math.exp(-Math.abs(gap))) - Math.min(gap, 0);
      return (gain * discount * cost) / idealGain(yTrue);
    });
  },
});

testListLoss(lambdaLoss);

test('is lambdaRank for two items, and less where both are far down', () => {
  const [two, scores] = [tf.tensor2d([[3, 1]]), tf.tensor2d([[0.5, 2]])];
  expect(lambdaLoss(two, scores)).toBeAllClose(lambdaRank(two, scores));
  const discount = (distance: number) => 1 / Math.log2(1 + distance);
  const slopes = tf.grad((x) => lambdaLoss(tf.tensor2d([[0, 0, 1]]), x))(tf.tensor2d([[4, 4, 4]]));
  const [far, near] = [discount(2) - discount(3), discount(1) - discount(2)];
  expect(slopes).toBeAllClose([far / 2, near / 2, -(far + near) / 2]);
});

test('equal relevances make no pair', () => {
  expect(lambdaLoss(tf.tensor2d([[2, 2]]), tf.tensor2d([[5, 3]]))).toBeAllClose(0, { atol: 0 });
  expect(lambdaLoss(tf.tensor2d([[0, 0]]), tf.tensor2d([[5, 3]]))).toBeAllClose(0, { atol: 0 });
});
