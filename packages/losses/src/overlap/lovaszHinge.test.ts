import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { overThresholds } from '../../fixtures/overThresholds.ts';
import { lovaszHinge } from './lovaszHinge.ts';

testBatchDependentLoss(lovaszHinge, {
  options: [{}],
  reference: (rows) => [
    overThresholds(
      rows.map(([[y = 0] = [], [logit = 0] = []]) => ({
        error: y >= 0.5 ? 1 - logit : 1 + logit,
        inside: y,
        outside: 1 - y,
      })),
    ),
  ],
});

test('at scores of ±1 it is twice the Jaccard loss of their signs', () => {
  const truth = tf.tensor1d([1, 1, 1, 0, 0]);
  expect(lovaszHinge(truth, tf.tensor1d([1, 1, -1, 1, -1]))).toBeAllClose(2 * (1 - 2 / 4));
  expect(lovaszHinge(truth, tf.tensor1d([1, 1, 1, -1, -1]))).toBeAllClose(0, { atol: 0 });
});

test('without anything in the true area it is the largest hinge', () => {
  const scores = tf.tensor1d([0.5, 2, -3]);
  expect(lovaszHinge(tf.zeros([3]), scores)).toBeAllClose(3);
  expect(tf.grad((x) => lovaszHinge(tf.zeros([3]), x))(scores)).toBeAllClose([0, 1, 0], { atol: 0 });
});

test('a masked element is in no group, and a group of its own each with perSample', () => {
  const truth = tf.tensor2d([
    [1, 0],
    [0, 0],
  ]);
  const scores = tf.tensor2d([
    [0.5, 9],
    [Number.NaN, -0.25],
  ]);
  const mask = [
    [true, false],
    [false, true],
  ];
  const options = { mask: tf.tensor2d(mask, [2, 2], 'bool'), perSample: true } as const;
  expect(lovaszHinge(truth, scores, { ...options, reduction: 'none' })).toBeAllClose([0.5, 0.75]);
  expect(lovaszHinge(truth, scores, options)).toBeAllClose(0.625);
});
