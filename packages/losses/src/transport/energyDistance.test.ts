import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { meanOverPairs, testSampleLoss } from '../../fixtures/testSampleLoss.ts';
import { energyDistance } from './energyDistance.ts';

testBatchDependentLoss(energyDistance, {
  options: [{}],
  // The three means of distances, each from its own double loop.
  reference(rows) {
    const [ys, xs] = [0, 1].map((input) => rows.map((row) => row[input] ?? []));
    const distance = (a: readonly number[], b: readonly number[]) =>
      Math.hypot(...a.map((value, component) => value - (b[component] ?? 0)));
    const mean = meanOverPairs(distance);
    return [2 * mean(ys, xs) - mean(ys, ys) - mean(xs, xs)];
  },
});

testSampleLoss(energyDistance);

test('of two rows it is twice their distance', () => {
  expect(energyDistance(tf.tensor2d([[0, 0]]), tf.tensor2d([[3, 4]]))).toBeAllClose(10);
});

test('scales with the numbers', () => {
  const [y, x] = [tf.tensor2d([[0], [2]]), tf.tensor2d([[1], [4]])];
  const scaled = energyDistance(tf.mul(1e25, y), tf.mul(1e25, x));
  expect(tf.div(scaled, 1e25)).toBeAllClose(energyDistance(y, x));
});
