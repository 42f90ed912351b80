import { type Row, testCoupledLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { dice } from './dice.ts';
import { jaccard } from './jaccard.ts';

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

testCoupledLoss(jaccard, {
  options: [{}, { smooth: 1 }, { smooth: 0.5, presentOnly: false }, { classWeights: [1, 0.5, 3, 0] }],
  reference: (rows, { smooth = 0, presentOnly = true, classWeights = [1, 1, 1, 1] }) =>
    classWeights.map((weight, id) => {
      const { truth, predicted, both } = areasOf(rows, id);
      const union = truth + predicted - both;
      if (truth === 0 && presentOnly) return 0;
      return union + smooth === 0 ? 0 : weight * (1 - (both + smooth) / (union + smooth));
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
  expect(jaccard(labels, hard, { reduction: 'none' })).toBeAllClose([1 / 2, 2 / 3, 0]);
  expect(jaccard(labels, hard)).toBeAllClose((1 / 2 + 2 / 3) / 2);
  const all = { presentOnly: false, reduction: 'none' } as const;
  expect(jaccard(labels, hard, all)).toBeAllClose([1 / 2, 2 / 3, 1]);
});

test('a class with no area at all agrees, with presentOnly: false too', () => {
  const certain = tf.tensor2d([
    [1, 0],
    [1, 0],
  ]);
  const given = tf.tensor1d([0, 0], 'int32');
  const loss = (x: tf.Tensor) => jaccard(given, x, { presentOnly: false });
  expect(loss(certain)).toBeAllClose(0, { atol: 0 });
  for (const slope of tf.grad(loss)(certain).dataSync()) expect(slope).toSatisfy(Number.isFinite);
});

test('classes that do not exclude each other, and foreground alone', () => {
  const both = tf.tensor2d([
    [1, 1],
    [0, 1],
  ]);
  expect(jaccard(both, both)).toBeAllClose(0, { atol: 0 });
  const foreground = tf.tensor2d([[1], [1], [0], [0]]);
  const predicted = tf.tensor2d([[1], [0], [0], [1]]);
  expect(jaccard(foreground, predicted, { reduction: 'none' })).toBeAllClose([2 / 3]);
});

test('rows of an ignored label are in no area', () => {
  const some = tf.tensor1d([0, -100, 1, -100], 'int32');
  expect(jaccard(some, hard)).toBeAllClose(0, { atol: 0 });
});

test('is 2 D / (1 + D) of the Dice loss D', () => {
  const probabilities = tf.tensor2d([0.7, 0.2, 0.1, 0.3, 0.3, 0.4, 0.1, 0.8, 0.1, 0.2, 0.5, 0.3], [4, 3]);
  const of = dice(labels, probabilities, { reduction: 'none' });
  const expected = tf.div(tf.mul(2, of), tf.add(1, of));
  expect(jaccard(labels, probabilities, { reduction: 'none' })).toBeAllClose(expected);
});
