import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { gaussianNll } from './gaussianNll.ts';
import { mixtureNll } from './mixtureNll.ts';

testLoss(mixtureNll, {
  options: [{}, { full: true }, { eps: 1e-8 }],
  // Of all components the likeliest, and the others as shares of its density.
  inputsReference(
    [[yTrue = 0] = [], logits = [], means = [], logScales = []],
    { full = false }: { full?: boolean; eps?: number },
  ) {
    const top = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0);
    const logWeights = logits.map((logit) => logit - top - Math.log(total));
    const logDensities = means.map((mean, k) => {
      const scale = Math.exp(logScales[k] ?? 0);
      return (logWeights[k] ?? 0) - Math.log(scale) - (yTrue - mean) ** 2 / (2 * scale ** 2);
    });
    const best = Math.max(...logDensities);
    const others = logDensities.reduce((sum, logDensity) => sum + Math.exp(logDensity - best), 0);
    return -best - Math.log(others) + (full ? Math.log(2 * Math.PI) / 2 : 0);
  },
  cases: [
    { inputs: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], value: 0, gradient: 0.25 },
    { inputs: [0, 9, 9, 9, 9, 1, 1, 1, 1, 0, 0, 0, 0], value: 0.5, gradient: 0 },
  ],
});

test('with one component it is gaussianNll', () => {
  const [yTrue, means, logScales] = [
    tf.tensor1d([0, 3]),
    tf.tensor2d([[1], [3]]),
    tf.tensor2d([[0.5], [-2]]),
  ];
  for (const full of [false, true]) {
    const loss = mixtureNll(yTrue, tf.tensor2d([[7], [-7]]), means, logScales, { full, reduction: 'none' });
    const variance = tf.squeeze(tf.exp(tf.mul(2, logScales)), [1]);
    const expected = gaussianNll(yTrue, tf.squeeze(means, [1]), variance, { full, reduction: 'none' });
    expect(loss).toBeAllClose(expected);
  }
});

test('scales below the root of eps count as that, with the gradient there', () => {
  const loss = (s: tf.Tensor) =>
    mixtureNll(tf.zeros([2]), tf.zeros([2, 1]), tf.zeros([2, 1]), s, { eps: 0.01, reduction: 'none' });
  const logScales = tf.tensor2d([[-1e4], [-3]]);
  expect(loss(logScales)).toBeAllClose([Math.log(0.1), Math.log(0.1)]);
  expect(tf.grad(loss)(logScales)).toBeAllClose([1, 1]);
});

test('is finite where every component is far from the target', () => {
  const means = tf.tensor2d([[1e15, -1e15]]);
  const loss = (mu: tf.Tensor) => mixtureNll(tf.zeros([1]), tf.zeros([1, 2]), mu, tf.zeros([1, 2]));
  expect(loss(means)).toBeAllClose([5e29]);
  expect(tf.grad(loss)(means)).toBeAllClose([5e14, -5e14]);
});
