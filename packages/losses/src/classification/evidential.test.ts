import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { logGamma } from '../ops/logGamma.ts';
import { evidential } from './evidential.ts';

/** ψ(x) in float64: by steps to 12, and its asymptotic series there. */
function digammaOf(x: number): number {
  if (x < 12) return digammaOf(x + 1) - 1 / x;
  return Math.log(x) - 1 / (2 * x) - 1 / (12 * x ** 2) + 1 / (120 * x ** 4) - 1 / (252 * x ** 6);
}

/** log Γ(x) − (x − 1) ψ(x) + x; far out its parts have too few digits for slopes, and it is a series. */
function termOf(x: number): number {
  if (x < 100) return logGamma(x) - (x - 1) * digammaOf(x) + x;
  const tail = 1 / (12 * x ** 2) - 1 / (120 * x ** 4);
  const stirling = 1 / (12 * x) - 1 / (360 * x ** 3);
  return Math.log(2 * Math.PI * x) / 2 + stirling + (x - 1) * tail + 0.5 - 1 / (2 * x);
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** KL(Dir(α) ‖ Dir(1)). */
function divergenceOf(alphas: readonly number[]): number {
  const [total, classes] = [sumOf(alphas), alphas.length];
  return termOf(total) + (classes - 1) * digammaOf(total) - sumOf(alphas.map(termOf)) - logGamma(classes);
}

const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

testLoss(evidential, {
  options: [{}, { klWeight: 0 }, { klWeight: 0.1, classWeights: [1, 0.5, 3, 0] }],
  rowReference(target, logits, { klWeight = 1 }) {
    const alphas = logits.map((z) => 1 + softplus(z));
    const total = sumOf(alphas);
    return target.reduce((sum, t, c) => {
      const error = alphas.reduce((all, alpha, k) => {
        const p = alpha / total;
        return all + ((k === c ? 1 : 0) - p) ** 2 + (p * (1 - p)) / (total + 1);
      }, 0);
      return sum + t * (error + klWeight * divergenceOf(alphas.with(c, 1)));
    }, 0);
  },
  cases: [
    // Without any evidence p = ¼ each: ¾ + ¾ / 5.
    { inputs: [1, 0, 0, 0, -200, -200, -200, -200], value: 0.9, gradient: 0 },
  ],
});

test('the divergence is that of the densities', () => {
  const alphas = [1, 1.5, 4, 12];
  const total = sumOf(alphas);
  const expected = alphas.reduce(
    (sum, alpha) => sum - logGamma(alpha) + (alpha - 1) * (digammaOf(alpha) - digammaOf(total)),
    logGamma(total) - logGamma(alphas.length),
  );
  expect(divergenceOf(alphas)).toBeCloseTo(expected, 9);
  const logits = tf.log(tf.expm1(tf.tensor2d([alphas.map((alpha) => alpha - 1 || 1e-30)])));
  const of = (klWeight: number) => evidential(tf.tensor1d([0], 'int32'), logits, { klWeight });
  expect(tf.sub(of(1), of(0))).toBeAllClose(expected);
});

test('a single class has nothing to tell apart', () => {
  const loss = (x: tf.Tensor) => evidential(tf.tensor1d([0, 0], 'int32'), x);
  expect(loss(tf.tensor2d([[-3], [50]]))).toBeAllClose(0);
  expect(tf.grad(loss)(tf.tensor2d([[-3], [50]]))).toBeAllClose([0, 0]);
});

test('evidence for a wrong class costs more the more there is, and klWeight says how much', () => {
  const rows = tf.tensor2d([
    [0, 0, 0],
    [0, 5, 0],
    [0, 50, 0],
  ]);
  const of = (klWeight: number) =>
    evidential(tf.tensor1d([0, 0, 0], 'int32'), rows, { klWeight, reduction: 'none' });
  const regularisers = tf.sub(of(1), of(0)).dataSync();
  expect([...regularisers]).toEqual([...regularisers].sort((a, b) => a - b));
  expect(tf.sub(of(0.5), of(0))).toBeAllClose(tf.mul(0.5, regularisers), { rtol: 1e-4 });
  expect(() => of(-1)).toThrow('evidential: expected 0 <= klWeight <= 1, got -1.');
});
