import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { digamma, entropyOfGamma, trigamma } from './digamma.ts';
import { logGamma } from './logGamma.ts';

const EULER = 0.5772156649015329;

/** Exactly, at whole numbers: ψ(n) = H(n − 1) − γ, ψ'(n) = π²/6 − Σ 1/k². */
const harmonic = (n: number, power: number) =>
  Array.from({ length: n - 1 }, (_, k) => 1 / (k + 1) ** power).reduce((sum, part) => sum + part, 0);

const WHOLE = [1, 2, 3, 4, 5, 6, 7, 20, 300];

test('digamma and trigamma are those of harmonic numbers', () => {
  const x = tf.tensor1d(WHOLE);
  const slopes = WHOLE.map((n) => Math.PI ** 2 / 6 - harmonic(n, 2));
  expect(digamma(x)).toBeAllClose(WHOLE.map((n) => harmonic(n, 1) - EULER));
  expect(trigamma(x)).toBeAllClose(slopes);
  expect(tf.grad((y) => tf.sum(digamma(y)))(x)).toBeAllClose(slopes);
});

test('at halves they have log 2 and π² / 2', () => {
  expect(digamma(tf.tensor1d([1.5, 2.5]))).toBeAllClose(
    [1, 3].map((n) => 2 - EULER - 2 * Math.LN2 + (n === 3 ? 2 / 3 : 0)),
  );
  expect(trigamma(tf.tensor1d([1.5]))).toBeAllClose([Math.PI ** 2 / 2 - 4]);
});

test('entropyOfGamma begins at 0 and keeps its digits far out', () => {
  const expected = WHOLE.map((n) => logGamma(n) - (n - 1) * (harmonic(n, 1) - EULER) + n - 1);
  const x = tf.sub(tf.tensor1d(WHOLE), 1);
  expect(entropyOfGamma(x)).toBeAllClose(expected);
  const slopes = WHOLE.map((n) => 1 - (n - 1) * (Math.PI ** 2 / 6 - harmonic(n, 2)));
  expect(tf.grad((y) => tf.sum(entropyOfGamma(y)))(x)).toBeAllClose(slopes);
  const far = tf.tensor1d([1e6, 1e12, 1e20, 1e30]);
  const half = (Math.log(2 * Math.PI) - 1) / 2;
  expect(entropyOfGamma(far)).toBeAllClose([6, 12, 20, 30].map((e) => (e * Math.LN10) / 2 + half));
  expect(tf.mul(far, tf.grad((y) => tf.sum(entropyOfGamma(y)))(far))).toBeAllClose([0.5, 0.5, 0.5, 0.5]);
});

test('digamma and trigamma have all digits of float32 on both sides of where their series begin', () => {
  const near = [1, 2, 4, 5, 6];
  expect(trigamma(tf.tensor1d(near))).toBeAllClose(
    near.map((n) => Math.PI ** 2 / 6 - harmonic(n, 2)),
    { rtol: 1e-6, atol: 0 },
  );
  // ψ(n + ½) and its slope, at the other side of 5 by half.
  const half = (n: number, power: number) =>
    Array.from({ length: n }, (_, k) => (k + 0.5) ** -power).reduce((sum, part) => sum + part, 0);
  const places = tf.tensor1d([4.5, 5.5]);
  expect(trigamma(places)).toBeAllClose(
    [4, 5].map((n) => Math.PI ** 2 / 2 - half(n, 2)),
    { rtol: 1e-6, atol: 0 },
  );
  expect(digamma(places)).toBeAllClose(
    [4, 5].map((n) => half(n, 1) - EULER - 2 * Math.LN2),
    { rtol: 1e-6, atol: 0 },
  );
});

test('slopes are multiplied by what comes from behind', () => {
  const x = tf.tensor1d([1.5, 3, 9]);
  for (const of of [digamma, entropyOfGamma]) {
    const once = tf.grad((y) => tf.sum(of(y)))(x);
    expect(tf.grad((y) => tf.sum(tf.mul(of(y), 3)))(x)).toBeAllClose(tf.mul(once, 3));
  }
});
