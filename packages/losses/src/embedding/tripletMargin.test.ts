import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { tripletMargin } from './tripletMargin.ts';

type Numbers = readonly number[];

const dot = (a: Numbers, b: Numbers) => a.reduce((sum, x, index) => sum + x * (b[index] ?? Number.NaN), 0);
const minus = (a: Numbers, b: Numbers, shift: number) =>
  a.map((x, index) => x - (b[index] ?? Number.NaN) + shift);

const distances = {
  euclidean: (a: Numbers, b: Numbers) => Math.hypot(...minus(a, b, 1e-6)),
  squaredEuclidean: (a: Numbers, b: Numbers) => dot(a, a) - 2 * dot(a, b) + dot(b, b),
  manhattan: (a: Numbers, b: Numbers) => minus(a, b, 1e-6).reduce((sum, x) => sum + Math.abs(x), 0),
  cosine: (a: Numbers, b: Numbers) => 1 - dot(a, b) / Math.hypot(...a) / Math.hypot(...b),
};

interface Options {
  readonly margin?: number;
  readonly distance?: keyof typeof distances;
  readonly swap?: boolean;
}

const options: Options[] = [
  {},
  { swap: true },
  { margin: 500, distance: 'squaredEuclidean' },
  { margin: 100, distance: 'manhattan', swap: true },
  { margin: 0.5, distance: 'cosine' },
  { margin: 0.5, distance: 'cosine', swap: true },
];

testLoss(tripletMargin, {
  options,
  inputsReference([anchor = [], positive = [], negative = []], { margin = 1, distance = 'euclidean', swap }) {
    const d = distances[distance];
    const nearest = swap ? Math.min(d(anchor, negative), d(positive, negative)) : d(anchor, negative);
    return Math.max(0, d(anchor, positive) - nearest + margin);
  },
});

const anchor = tf.tensor2d([[0, 0]]);
const positive = tf.tensor2d([[3, 4]]);
const negative = tf.tensor2d([[3, 8]]);

test('takes the distance of the caller, which sees the inputs and returns one value per row', () => {
  const chebyshev = (first: tf.Tensor, second: tf.Tensor) => tf.max(tf.abs(tf.sub(first, second)), -1);
  expect(tripletMargin(anchor, positive, negative, { distance: chebyshev, margin: 5 })).toBeAllClose(1);
});

test('with swap the negative counts by the nearer of anchor and positive', () => {
  expect(tripletMargin(anchor, positive, negative)).toBeAllClose(0);
  expect(tripletMargin(anchor, positive, negative, { swap: true })).toBeAllClose(2);
});

test('equal embeddings have a finite gradient, and the edge of the margin has gradient 0', () => {
  const loss = (x: tf.Tensor) => tripletMargin(x, anchor, negative, { margin: 20 });
  const gradient = tf.grad(loss)(anchor).dataSync();
  for (const slope of gradient) expect(slope).toSatisfy(Number.isFinite);
  const atEdge = (x: tf.Tensor) =>
    tripletMargin(x, positive, negative, { distance: 'squaredEuclidean', margin: 48 });
  expect(atEdge(anchor)).toBeAllClose(0, { atol: 0 });
  expect(tf.grad(atEdge)(anchor)).toBeAllClose([0, 0], { atol: 0 });
});
