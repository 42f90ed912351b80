import { type Row, testCoupledLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { ntXent } from './ntXent.ts';

const cosine = ([, first = []]: Row, [, second = []]: Row) => {
  const dot = first.reduce((sum, x, index) => sum + x * (second[index] ?? Number.NaN), 0);
  return dot / Math.hypot(...first) / Math.hypot(...second);
};

/** The other rows of the anchor's label, or of other labels. */
const othersOf = (rows: readonly Row[], anchor: Row, partners: boolean) =>
  rows.filter((row) => row !== anchor && (row[0]?.[0] === anchor[0]?.[0]) === partners);

testCoupledLoss(ntXent, {
  options: [{}, { temperature: 0.5 }, { temperature: 3 }],
  // The share of each partner among itself and the others, as a probability.
  reference: (rows, { temperature = 0.07 }) =>
    rows.map((anchor) => {
      const weight = (row: Row) => Math.exp(cosine(anchor, row) / temperature);
      const others = othersOf(rows, anchor, false).reduce((sum, row) => sum + weight(row), 0);
      const partners = othersOf(rows, anchor, true).map(weight);
      return partners.reduce((sum, own) => sum + Math.log1p(others / own) / partners.length, 0);
    }),
});

const embeddings = tf.tensor2d([
  [1, 0],
  [0.6, 0.8],
  [0.5, -2],
]);

test('a row without a partner does not count, but its neighbours are told from it', () => {
  const labels = tf.tensor1d([3, 8, 3], 'int32');
  const none = ntXent(labels, embeddings, { reduction: 'none' });
  const [first = 0, alone = 1, last = 0] = none.dataSync();
  expect(alone).toBe(0);
  expect(ntXent(labels, embeddings)).toBeAllClose((first + last) / 2);
  const gradient = tf.grad((x) => ntXent(labels, x))(embeddings);
  expect(gradient.slice([1, 0], [1, 2]).abs().sum().dataSync()[0]).toBeGreaterThan(0.01);
});

test('a batch in which no two rows have one label is 0 with gradient 0', () => {
  const loss = (x: tf.Tensor) => ntXent(tf.tensor1d([1, 2, 3], 'int32'), x);
  expect(loss(embeddings)).toBeAllClose(0, { atol: 0 });
  expect(tf.grad(loss)(embeddings)).toBeAllClose(Array(6).fill(0), { atol: 0 });
});

test('the lengths of the embeddings do not matter, and rows of zeros are finite', () => {
  const labels = tf.tensor1d([3, 3, 8], 'int32');
  const scaled = tf.mul(embeddings, tf.tensor2d([[7], [0.01], [400]]));
  expect(ntXent(labels, scaled)).toBeAllClose(ntXent(labels, embeddings));
  const loss = (x: tf.Tensor) => ntXent(labels, x);
  const { value, grad } = tf.valueAndGrad(loss)(tf.zeros([3, 2]));
  for (const number of [...value.dataSync(), ...grad.dataSync()]) expect(number).toSatisfy(Number.isFinite);
});

test('weights by the number of partners give the mean over all pairs', () => {
  const labels = tf.tensor1d([1, 1, 1, 2, 2], 'int32');
  const rows = tf.tensor2d([0.1, 0.9, -0.3, 0.5, 0.7, 0.2, -0.8, 0.4, 0.6, -0.6], [5, 2]);
  const perPair = [0, 1, 2, 3, 4].map(
    (row) => ntXent(labels, rows, { reduction: 'none' }).dataSync()[row] ?? 0,
  );
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = perPair;
  const byPairs = ntXent(labels, rows, { weights: [2, 2, 2, 1, 1] });
  expect(byPairs).toBeAllClose((2 * (a + b + c) + d + e) / 8);
});
