import { type Row, testCoupledLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { dice } from './dice.ts';

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

testCoupledLoss(dice, {
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

const labels = tf.tensor1d([0, 0, 1, 1], 'int32');
const hard = tf.tensor2d([
  [1, 0, 0],
  [0, 1, 0],
  [0, 1, 0],
  [0, 0, 1],
]);

test('of certain predictions it is counted, and a class without a target is not there', () => {
  expect(dice(labels, hard, { reduction: 'none' })).toBeAllClose([1 / 3, 1 / 2, 0]);
  expect(dice(labels, hard)).toBeAllClose((1 / 3 + 1 / 2) / 2);
  const all = { presentOnly: false, reduction: 'none' } as const;
  expect(dice(labels, hard, all)).toBeAllClose([1 / 3, 1 / 2, 1]);
});

test('a class with no area at all agrees, with presentOnly: false too', () => {
  const certain = tf.tensor2d([
    [1, 0],
    [1, 0],
  ]);
  const given = tf.tensor1d([0, 0], 'int32');
  const loss = (x: tf.Tensor) => dice(given, x, { presentOnly: false });
  expect(loss(certain)).toBeAllClose(0, { atol: 0 });
  for (const slope of tf.grad(loss)(certain).dataSync()) expect(slope).toSatisfy(Number.isFinite);
});

test('classes that do not exclude each other, and foreground alone', () => {
  const both = tf.tensor2d([
    [1, 1],
    [0, 1],
  ]);
  expect(dice(both, both)).toBeAllClose(0, { atol: 0 });
  const foreground = tf.tensor2d([[1], [1], [0], [0]]);
  const predicted = tf.tensor2d([[1], [0], [0], [1]]);
  expect(dice(foreground, predicted, { reduction: 'none' })).toBeAllClose([1 / 2]);
});

test('rows of an ignored label are in no area', () => {
  const some = tf.tensor1d([0, -100, 1, -100], 'int32');
  expect(dice(some, hard)).toBeAllClose(0, { atol: 0 });
});

test('one row without a batch is a sample of its own, and no sample costs nothing', () => {
  const row = tf.tensor1d([0.25, 0.75]);
  const one = dice(tf.scalar(1, 'int32'), row, { perSample: true });
  expect(one).toBeAllClose(dice(tf.scalar(1, 'int32'), row));
  const loss = (x: tf.Tensor) => dice(tf.zeros([0, 2], 'int32'), x, { perSample: true });
  expect(loss(tf.zeros([0, 2, 3]))).toBeAllClose(0, { atol: 0 });
});

test('a sample that the mask leaves out is not there, with weights and presentOnly: false too', () => {
  const [ids, probabilities] = [labels.reshape([2, 2]), hard.reshape([2, 2, 3])];
  const options = { perSample: true, presentOnly: false } as const;
  const mask = tf.tensor2d([1, 1, 0, 0], [2, 2]);
  expect(dice(ids, probabilities, { ...options, mask, weights: [[2], [3]] })).toBeAllClose(
    dice(tf.slice(ids, 0, 1), tf.slice(probabilities, 0, 1), { ...options, weights: [[2]] }),
  );
});
