import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { generalizedKl } from './generalizedKl.ts';

testLoss(generalizedKl, {
  options: [{}],
  // The Bregman divergence of x log x − x: how far the curve at y is above its tangent at exp(ℓ).
  inputsReference([yTrue = [], logs = []]) {
    const curve = (x: number) => (x === 0 ? 0 : x * Math.log2(x) * Math.LN2 - x);
    return yTrue.reduce((sum, t, c) => {
      const [log = 0] = logs.slice(c);
      const tangent = log * t - Math.exp(log);
      return sum + curve(t) - tangent;
    }, 0);
  },
});

test('an outcome of probability 0 costs nothing where it does not happen, and everything where it does', () => {
  const impossible = tf.tensor2d([[0, Number.NEGATIVE_INFINITY]]);
  const loss = (yTrue: tf.Tensor) => (x: tf.Tensor) => generalizedKl(yTrue, x);
  expect(loss(tf.tensor2d([[1, 0]]))(impossible)).toBeAllClose(0);
  expect(tf.grad(loss(tf.tensor2d([[1, 0]])))(impossible)).toBeAllClose([0, 0]);
  expect(loss(tf.tensor2d([[0.5, 0.5]]))(impossible)).toBeAllClose(Number.POSITIVE_INFINITY);
});
