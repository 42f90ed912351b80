import { type Row, testCoupledLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { supervisedContrastive } from './supervisedContrastive.ts';

const cosine = ([, first = []]: Row, [, second = []]: Row) => {
  const dot = first.reduce((sum, x, index) => sum + x * (second[index] ?? Number.NaN), 0);
  return dot / Math.hypot(...first) / Math.hypot(...second);
};

/** The other rows of the anchor's label, or of other labels. */
const othersOf = (rows: readonly Row[], anchor: Row, partners: boolean) =>
  rows.filter((row) => row !== anchor && (row[0]?.[0] === anchor[0]?.[0]) === partners);

testCoupledLoss(supervisedContrastive, {
  options: [{}, { temperature: 0.5 }, { temperature: 3 }],
  // Minus the logarithm of the geometric mean of the partners' probabilities.
  reference: (rows, { temperature = 0.1 }) =>
    rows.map((anchor) => {
      const weight = (row: Row) => Math.exp(cosine(anchor, row) / temperature);
      const partners = othersOf(rows, anchor, true).map(weight);
      const all = [...partners, ...othersOf(rows, anchor, false).map(weight)].reduce((sum, w) => sum + w, 0);
      return -Math.log(partners.reduce((product, own) => product * (own / all) ** (1 / partners.length), 1));
    }),
});

const embeddings = tf.tensor2d([
  [1, 0],
  [0.6, 0.8],
  [0.5, -2],
]);

test('a row without a partner does not count, but its neighbours are told from it', () => {
  const labels = tf.tensor1d([3, 8, 3], 'int32');
  const none = supervisedContrastive(labels, embeddings, { reduction: 'none' });
  const [first = 0, alone = 1, last = 0] = none.dataSync();
  expect(alone).toBe(0);
  expect(supervisedContrastive(labels, embeddings)).toBeAllClose((first + last) / 2);
  const gradient = tf.grad((x) => supervisedContrastive(labels, x))(embeddings);
  expect(gradient.slice([1, 0], [1, 2]).abs().sum().dataSync()[0]).toBeGreaterThan(0.01);
});

test('a batch in which no two rows have one label is 0 with gradient 0', () => {
  const loss = (x: tf.Tensor) => supervisedContrastive(tf.tensor1d([1, 2, 3], 'int32'), x);
  expect(loss(embeddings)).toBeAllClose(0, { atol: 0 });
  expect(tf.grad(loss)(embeddings)).toBeAllClose(Array(6).fill(0), { atol: 0 });
});

test('the lengths of the embeddings do not matter, and rows of zeros are finite', () => {
  const labels = tf.tensor1d([3, 3, 8], 'int32');
  const scaled = tf.mul(embeddings, tf.tensor2d([[7], [0.01], [400]]));
  expect(supervisedContrastive(labels, scaled)).toBeAllClose(supervisedContrastive(labels, embeddings));
  const loss = (x: tf.Tensor) => supervisedContrastive(labels, x);
  const { value, grad } = tf.valueAndGrad(loss)(tf.zeros([3, 2]));
  for (const number of [...value.dataSync(), ...grad.dataSync()]) expect(number).toSatisfy(Number.isFinite);
});

test('k partners in one place and nothing else cost log k', () => {
  const labels = tf.tensor1d([1, 1, 1, 1], 'int32');
  expect(supervisedContrastive(labels, tf.ones([4, 3]))).toBeAllClose(Math.log(3));
});
