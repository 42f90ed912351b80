import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { hard, labels } from '../../fixtures/hardPredictions.ts';
import { matthews } from './matthews.ts';

testBatchDependentLoss(matthews, {
  options: [
    {},
    { smooth: 1 },
    { smooth: 0.5, presentOnly: false },
    { classWeights: [1, 0.5, 3, 0], smooth: 0.1 },
  ],
  // The covariance of a table of two by two, from its margins.
  reference: (rows, { smooth = 1e-7, presentOnly = true, classWeights = [1, 1, 1, 1] }) =>
    classWeights.map((weight, id) => {
      const ofClass = rows.map(([target = [], p = []]) => [target[id] ?? 0, p[id] ?? 0] as const);
      const sum = (of: (t: number, p: number) => number) =>
        ofClass.reduce((total, [t, p]) => total + of(t, p), 0);
      const truth = sum((t) => t);
      if (truth === 0 && presentOnly) return 0;
      const least = smooth * rows.length;
      const all = rows.length + 4 * least;
      const inTargets = truth + 2 * least;
      const inPredictions = sum((_, p) => p) + 2 * least;
      const outOfPredictions = sum((_, p) => 1 - p) + 2 * least;
      const covariance = all * (sum((t, p) => t * p) + least) - inTargets * inPredictions;
      const variances = inTargets * (all - inTargets) * inPredictions * outOfPredictions;
      return weight * (1 - covariance / Math.sqrt(variances));
    }),
});

test('of certain predictions it is one minus the correlation coefficient, counted', () => {
  // Of the first class: TP 1, FN 1, FP 0, TN 2; of the second: TP 1, FN 1, FP 1, TN 1.
  const none = matthews(labels, hard, { reduction: 'none' });
  expect(none).toBeAllClose([1 - 2 / Math.sqrt(12), 1, 0], { atol: 1e-5 });
});

test('is 0 where all is right, 2 where all is wrong, and 1 where nothing is said', () => {
  const targets = tf.tensor2d([[1], [1], [0], [0], [0]]);
  expect(matthews(targets, targets)).toBeAllClose(0, { atol: 1e-5 });
  expect(matthews(targets, tf.sub(1, targets))).toBeAllClose(2, { atol: 1e-5 });
  expect(matthews(targets, tf.fill([5, 1], 0.3))).toBeAllClose(1, { atol: 1e-5 });
});

test('is the same with foreground and background exchanged', () => {
  const targets = tf.tensor2d([[1], [1], [0], [0], [0]]);
  const predicted = tf.tensor2d([[0.9], [0.4], [0.2], [0.7], [0]]);
  const exchanged = matthews(tf.sub(1, targets), tf.sub(1, predicted));
  expect(matthews(targets, predicted)).toBeAllClose(exchanged);
});

test('a group of foreground alone or background alone says nothing, with a finite gradient', () => {
  for (const targets of [tf.ones([3, 1]), tf.zeros([3, 1])]) {
    const loss = (x: tf.Tensor) => matthews(targets, x, { presentOnly: false });
    const { value, grad } = tf.valueAndGrad(loss)(tf.tensor2d([[1], [0], [0.5]]));
    expect(value).toBeAllClose(1, { atol: 0.01 });
    for (const slope of grad.dataSync()) expect(slope).toSatisfy(Number.isFinite);
  }
});

test('what is added to each area is a share of the rows, whatever their weights are', () => {
  const targets = tf.tensor2d([[1], [0], [0], [0]]);
  const predicted = tf.tensor2d([[0.75], [0.5], [0], [0]]);
  // TP 0.75, FN 0.25, FP 0.5, TN 2.5, and one row of the four for each.
  const expected = 1 - (1.75 * 3.5 - 1.5 * 1.25) / Math.sqrt(3 * 5 * 3.25 * 4.75);
  expect(matthews(targets, predicted, { smooth: 0.25 })).toBeAllClose(expected);
  expect(matthews(targets, predicted, { smooth: 0.25, weights: [9, 9, 9, 9] })).toBeAllClose(expected);
});
