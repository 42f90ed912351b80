import { type Row, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { hard, labels } from '../../fixtures/hardPredictions.ts';
import { overThresholds } from '../../fixtures/overThresholds.ts';
import { jaccard } from './jaccard.ts';
import { lovaszSoftmax } from './lovaszSoftmax.ts';

testBatchDependentLoss(lovaszSoftmax, {
  options: [{}, { presentOnly: false }, { classWeights: [1, 0.5, 3, 0] }],
  reference: (rows, { presentOnly = true, classWeights = [1, 1, 1, 1] }) =>
    classWeights.map((weight, id) => {
      const ofClass = rows.map(([target = [], probabilities = []]: Row) => {
        const [t = 0, p = 0] = [target[id], probabilities[id]];
        return { error: t + p - 2 * t * p, inside: t, outside: 1 - t };
      });
      const isThere = !presentOnly || ofClass.some(({ inside }) => inside > 0);
      return isThere ? weight * overThresholds(ofClass) : 0;
    }),
});

test('NaN among the probabilities of a class is in every slope of that class', () => {
  const given = tf.tensor2d([Number.NaN, 0.2, 0.3, 0.7, 0.6, 0.4], [3, 2]);
  const loss = (x: tf.Tensor) => lovaszSoftmax(tf.tensor1d([0, 1, 0], 'int32'), x);
  expect(loss(given)).toBeAllClose([Number.NaN], { equalNaN: true });
  const slopes = tf.grad(loss)(given).dataSync();
  expect([0, 2, 4].every((place) => Number.isNaN(slopes[place]))).toBe(true);
  expect([1, 3, 5].some((place) => Number.isNaN(slopes[place]))).toBe(false);
});

test('of certain predictions it is the Jaccard loss', () => {
  const none = { reduction: 'none', presentOnly: false } as const;
  expect(lovaszSoftmax(labels, hard, none)).toBeAllClose(jaccard(labels, hard, none));
  expect(lovaszSoftmax(labels, hard, none)).toBeAllClose([1 / 2, 2 / 3, 1]);
});

test('a class without a target costs the largest probability given to it', () => {
  const probabilities = tf.tensor2d([
    [0.5, 0.25, 0.25],
    [0.5, 0.125, 0.375],
  ]);
  const given = tf.tensor1d([0, 0], 'int32');
  const none = { reduction: 'none', presentOnly: false } as const;
  expect(lovaszSoftmax(given, probabilities, none)).toBeAllClose([0.5, 0.25, 0.375]);
  const gradient = tf.grad((x) => lovaszSoftmax(given, x, none))(probabilities);
  expect(gradient).toBeAllClose([-0.5, 1, 0, -0.5, 0, 1]);
});

test('the steps of a large group keep their digits', () => {
  // Equal errors: all rows count the same, 1 / 60 000 each.
  const ids = tf.zeros([60_000], 'int32');
  const probabilities = tf.fill([60_000, 1], 0.25);
  const loss = (x: tf.Tensor) => lovaszSoftmax(ids, x);
  // The sum over the rows is in float32, one after the other on wasm.
  expect(loss(probabilities)).toBeAllClose(0.75, { rtol: 1e-3 });
  const slopes = tf.grad(loss)(probabilities);
  for (const extreme of [tf.max(slopes), tf.min(slopes)]) {
    expect(tf.mul(extreme, -60_000)).toBeAllClose(1, { rtol: 1e-6 });
  }
});
