import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { unifiedFocalReference } from '../../fixtures/unifiedFocalReference.ts';
import { unifiedFocal } from './unifiedFocal.ts';

testBatchDependentLoss(unifiedFocal, {
  options: [
    {},
    { weight: 1, gamma: 0.75, classWeights: [1, 0.5, 3, 0] },
    { weight: 0, delta: 0.3, gamma: 0 },
    { weight: 0.2, delta: 0.7, gamma: 0.25, classWeights: [2, 1, 1, 0.5] },
  ],
  reference: (rows, { weight = 0.5, delta = 0.6, gamma = 0.5, classWeights = [1, 1, 1, 1] }) => [
    unifiedFocalReference(rows, {
      weight,
      classWeights,
      delta,
      pixelPowers: [gamma, 0],
      areaPowers: [1, 1 - gamma],
    }),
  ],
});

test('refuses a foreground alone: the first class is the background', () => {
  expect(() => unifiedFocal(tf.ones([3, 1]), tf.ones([3, 1]))).toThrow(
    'unifiedFocal: expected probabilities of at least two classes, of which the first is the background, got 1.',
  );
});

test.each([
  [{ weight: -0.01 }, '0 <= weight <= 1, got -0.01.'],
  [{ weight: 1.01 }, '0 <= weight <= 1, got 1.01.'],
  [{ delta: -0.01 }, '0 <= delta <= 1, got -0.01.'],
  [{ delta: 1.01 }, '0 <= delta <= 1, got 1.01.'],
  [{ gamma: -0.01 }, '0 <= gamma < 1, got -0.01.'],
  [{ gamma: 1 }, '0 <= gamma < 1, got 1.'],
])('refuses %o, which is out of range', (options, message) => {
  expect(() => unifiedFocal(tf.ones([3, 2]), tf.ones([3, 2]), options)).toThrow(
    `unifiedFocal: expected ${message}`,
  );
});

test('is 0 for a prediction that is right and certain, with a finite gradient', () => {
  const certain = tf.tensor2d([
    [1, 0],
    [0, 1],
  ]);
  const labels = tf.tensor1d([0, 1], 'int32');
  expect(unifiedFocal(labels, certain)).toBeAllClose(0, { atol: 0 });
  for (const slope of tf
    .grad((x) => unifiedFocal(labels, x))(certain)
    .dataSync()) {
    expect(slope).toSatisfy(Number.isFinite);
  }
});
