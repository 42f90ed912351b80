import { type Row, testCoupledLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { dice } from './dice.ts';
import { jaccard } from './jaccard.ts';
import { tversky } from './tversky.ts';

/** Of one class: how much of it is in the targets, in the predictions and in both. */
function areasOf(rows: readonly Row[], id: number) {
  const areas = { truth: 0, predicted: 0, both: 0 };
  for (const [target = [], probabilities = []] of rows) {
    const [t = 0, p = 0] = [target[id], probabilities[id]];
    areas.truth += t;
    areas.predicted += p;
    areas.both += t * p;
  }
  return areas;
}

testCoupledLoss(tversky, {
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
      const { truth, predicted, both } = areasOf(rows, id);
      const total = both + alpha * (predicted - both) + beta * (truth - both) + smooth;
      if (total === 0 || (truth === 0 && presentOnly)) return 0;
      return weight * (1 - (both + smooth) / total) ** gamma;
    }),
});

const labels = tf.tensor1d([0, 0, 1, 1], 'int32');
const hard = tf.tensor2d([
  [1, 0, 0],
  [0, 1, 0],
  [0, 1, 0],
  [0, 0, 1],
]);

test('of certain predictions it is counted, and a class without a target is not there', () => {
  expect(tversky(labels, hard, { reduction: 'none' })).toBeAllClose([1 / 3, 1 / 2, 0]);
  expect(tversky(labels, hard)).toBeAllClose((1 / 3 + 1 / 2) / 2);
  const all = { presentOnly: false, reduction: 'none' } as const;
  expect(tversky(labels, hard, all)).toBeAllClose([1 / 3, 1 / 2, 1]);
});

test('a class with no area at all agrees, with presentOnly: false too', () => {
  const certain = tf.tensor2d([
    [1, 0],
    [1, 0],
  ]);
  const given = tf.tensor1d([0, 0], 'int32');
  const loss = (x: tf.Tensor) => tversky(given, x, { presentOnly: false });
  expect(loss(certain)).toBeAllClose(0, { atol: 0 });
  for (const slope of tf.grad(loss)(certain).dataSync()) expect(slope).toSatisfy(Number.isFinite);
});

test('classes that do not exclude each other, and foreground alone', () => {
  const both = tf.tensor2d([
    [1, 1],
    [0, 1],
  ]);
  expect(tversky(both, both)).toBeAllClose(0, { atol: 0 });
  const foreground = tf.tensor2d([[1], [1], [0], [0]]);
  const predicted = tf.tensor2d([[1], [0], [0], [1]]);
  expect(tversky(foreground, predicted, { reduction: 'none' })).toBeAllClose([1 / 2]);
});

test('rows of an ignored label are in no area', () => {
  const some = tf.tensor1d([0, -100, 1, -100], 'int32');
  expect(tversky(some, hard)).toBeAllClose(0, { atol: 0 });
});

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
