import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { barron } from './barron.ts';

const { POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: minusInfinity } = Number;

testLoss(barron, {
  options: [
    {},
    { alpha: 2 },
    { alpha: 1.5, scale: 0.3 },
    { alpha: 2.5, scale: 5 },
    { alpha: 4, scale: 5 },
    { alpha: 0 },
    { alpha: -2, scale: 2 },
    { alpha: -20 },
    { alpha: minusInfinity, scale: 3 },
    { alpha: infinity, scale: 200 },
  ],
  // The slope, which is z (z² / |α − 2| + 1)^(α / 2 − 1), added up from 0 by Simpson's rule over the
  // logarithm of 1 + z.
  reference(yTrue, yPred, { alpha = 1, scale = 1 }) {
    const z = Math.abs(yPred - yTrue) / scale;
    const slope = (x: number) => {
      if (Math.abs(alpha) === infinity) return x * Math.exp((Math.sign(alpha) * x * x) / 2);
      return alpha === 2 ? x : x * ((x * x) / Math.abs(alpha - 2) + 1) ** (alpha / 2 - 1);
    };
    const steps = 600;
    const width = Math.log1p(z) / steps;
    const height = (step: number) => slope(Math.expm1(step * width)) * Math.exp(step * width);
    let total = height(0) + height(steps);
    for (let step = 1; step < steps; step++) total += (step % 2 === 1 ? 4 : 2) * height(step);
    return total * (width / 3);
  },
  cases: [
    { inputs: [2, 2], options: { alpha: -20 }, value: 0, gradient: 0 },
    { inputs: [0, 2], options: { alpha: 2 }, value: 2, gradient: 2 },
    { inputs: [0, -2], options: { alpha: 0 }, value: Math.log(3), gradient: -2 / 3 },
    {
      inputs: [0, 3],
      options: { alpha: infinity, scale: 3 },
      value: Math.expm1(0.5),
      gradient: Math.exp(0.5) / 3,
    },
    { inputs: [0, 1e4], options: { alpha: minusInfinity }, value: 1, gradient: 0 },
  ],
});

test.each([
  [0, 1e-6],
  [0, -1e-6],
  [2, 2 - 1e-5],
  [2, 2 + 1e-5],
  [minusInfinity, -1e7],
  [infinity, 1e7],
])('alpha %s is the limit of its neighbours, as at %s', (limit, near) => {
  const residuals = tf.tensor1d([-4, -1, -1e-3, 0, 0.3, 2]);
  const lossAt = (alpha: number) => (x: tf.Tensor) => barron(tf.zeros([6]), x, { alpha, reduction: 'none' });
  expect(lossAt(near)(residuals)).toBeAllClose(lossAt(limit)(residuals), { rtol: 1e-4 });
  expect(tf.grad(lossAt(near))(residuals)).toBeAllClose(tf.grad(lossAt(limit))(residuals), { rtol: 1e-4 });
});
