import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { areasOf } from '../../fixtures/areasOf.ts';
import { hard, labels } from '../../fixtures/hardPredictions.ts';
import { generalizedDice } from './generalizedDice.ts';

testBatchDependentLoss(generalizedDice, {
  options: [{}, { power: 1 }, { power: 0 }, { classWeights: [1, 0.5, 3, 0], power: 0.5 }],
  reference(rows, { power = 2, classWeights = [1, 1, 1, 1] }) {
    let [shared, total] = [0, 0];
    classWeights.forEach((weight, id) => {
      const { truth, predicted, both } = areasOf(rows, id);
      if (truth === 0) return;
      shared += (2 * both * weight) / truth ** power;
      total += ((truth + predicted) * weight) / truth ** power;
    });
    return [total === 0 ? 0 : 1 - shared / total];
  },
});

test('a sample without any target does not count', () => {
  const labels = tf.tensor3d([1, 0, 0, 0], [2, 1, 2]);
  const probabilities = tf.fill([2, 1, 2], 0.5);
  // 1 − 2 · 0.5 / 1.5, of the first sample alone.
  expect(generalizedDice(labels, probabilities, { perSample: true })).toBeAllClose(1 / 3);
  const { weight } = generalizedDice.sumAndWeight([labels, probabilities], { perSample: true });
  expect(typeof weight === 'number' ? weight : weight.dataSync()[0]).toBe(1);
});

test('a small class counts as much as a large one', () => {
  const ids = tf.tensor1d([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 'int32');
  // All of the large class is right, the small one is missed: its union is 2 · 1, that of the other 19.
  const missed = tf.tile(tf.tensor2d([[1, 0]]), [10, 1]);
  expect(generalizedDice(ids, missed)).toBeAllClose(1 - 18 / 81 / (19 / 81 + 1));
  expect(generalizedDice(ids, missed, { power: 0 })).toBeAllClose(1 - 18 / 20);
});

test('is one value for a group, and a class without a target is ignored', () => {
  const none = generalizedDice(labels, hard, { reduction: 'none' });
  expect(none.shape).toEqual([]);
  expect(none).toBeAllClose(1 - 4 / 7);
  const perSample = generalizedDice(labels.reshape([2, 2]), hard.reshape([2, 2, 3]), {
    perSample: true,
    reduction: 'none',
  });
  expect(perSample).toBeAllClose([1 / 3, 1 / 3]);
});

test('areas of any size stay finite', () => {
  const targets = tf.tensor2d([[1, 1e-25]]);
  const loss = (x: tf.Tensor) => generalizedDice(targets, x);
  const { value, grad } = tf.valueAndGrad(loss)(tf.tensor2d([[0.5, 0.5]]));
  for (const number of [...value.dataSync(), ...grad.dataSync()]) expect(number).toSatisfy(Number.isFinite);
});
