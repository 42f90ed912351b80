import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { dice } from '../overlap/dice.ts';
import { softF1 } from './softF1.ts';

/** One minus the harmonic mean of precision and recall. */
function lossOf(rows: readonly Row[], id: number): number {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const truth = rows.map(([target = []]) => target[id] ?? 0);
  const predicted = rows.map(([, probabilities = []]) => probabilities[id] ?? 0);
  const found = sum(truth.map((t, row) => t * (predicted[row] ?? 0)));
  if (found === 0) return sum(truth) + sum(predicted) === 0 ? 0 : 1;
  const [precision, recall] = [found / sum(predicted), found / sum(truth)];
  return 1 - (2 * precision * recall) / (precision + recall);
}

testBatchDependentLoss(softF1, {
  options: [{}, { presentOnly: false }, { classWeights: [1, 0.5, 3, 0] }],
  reference: (rows, { presentOnly = true, classWeights = [1, 1, 1, 1] }) =>
    classWeights.map((weight, id) => {
      const isPresent = rows.some(([target = []]) => (target[id] ?? 0) > 0);
      return isPresent || !presentOnly ? weight * lossOf(rows, id) : 0;
    }),
});

test('of certain predictions it is one minus the F1 score', () => {
  const labels = tf.tensor1d([0, 0, 0, 1, 1, 2], 'int32');
  const predicted = tf.oneHot(tf.tensor1d([0, 0, 1, 1, 2, 2], 'int32'), 3);
  const scores = [4 / 5, 2 / 4, 2 / 3];
  expect(softF1(labels, predicted, { reduction: 'none' })).toBeAllClose(scores.map((score) => 1 - score));
  expect(softF1(labels, predicted)).toBeAllClose(1 - (4 / 5 + 2 / 4 + 2 / 3) / 3);
});

test('is the Dice loss without smoothing, for classes that do not exclude each other too', () => {
  const yTrue = tf.tensor2d([
    [1, 1, 0],
    [0, 1, 0],
  ]);
  const probabilities = tf.tensor2d([
    [0.9, 0.4, 0.2],
    [0.3, 0.8, 0],
  ]);
  for (const options of [{}, { presentOnly: false, weights: [2, 0.5] }]) {
    expect(softF1(yTrue, probabilities, options)).toBeAllClose(dice(yTrue, probabilities, options));
  }
});
