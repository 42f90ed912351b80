import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { gaussianNll } from './gaussianNll.ts';

testLoss(gaussianNll, {
  options: [{}, { eps: 1e-3 }, { full: true }],
  // The standard score and the standard deviation.
  inputsReference(
    [[yTrue = 0] = [], [mean = 0] = [], [variance = 0] = []],
    { full = false }: { full?: boolean; eps?: number },
  ) {
    const deviation = Math.sqrt(variance);
    const loss = Math.log(deviation) + ((yTrue - mean) / deviation) ** 2 / 2;
    return full ? loss - Math.log(1 / Math.sqrt(2 * Math.PI)) : loss;
  },
  cases: [
    { inputs: [0, 0, 1], value: 0, gradient: 0.5 },
    { inputs: [0, 2, 4], value: Math.log(2) + 0.5, gradient: 0 },
    { inputs: [0, 0, 0], options: { eps: 0.5 }, value: Math.log(0.5) / 2, gradient: 1 },
    { inputs: [0, 1, 0], options: { eps: 0.5 }, value: Math.log(0.5) / 2 + 1, gradient: -1 },
  ],
});

test('is NaN where the variance is negative', () => {
  const loss = gaussianNll(tf.zeros([2]), tf.zeros([2]), tf.tensor1d([-1, 1]), { reduction: 'none' });
  expect(loss).toBeAllClose([Number.NaN, 0], { equalNaN: true });
});

test('takes one variance per row, and adds up its gradient over the row', () => {
  const [yTrue, mean] = [
    tf.tensor2d([
      [0, 1, 2],
      [3, 4, 5],
    ]),
    tf.tensor2d([
      [1, 1, 0],
      [3, 0, 7],
    ]),
  ];
  const each = tf.tensor2d([
    [2, 2, 2],
    [0.5, 0.5, 0.5],
  ]);
  const slopes = tf.sum(tf.grad((variance) => gaussianNll(yTrue, mean, variance))(each), -1);
  for (const shape of [[2], [2, 1]]) {
    const perRow = tf.tensor([2, 0.5], shape);
    const loss = (variance: tf.Tensor) => gaussianNll(yTrue, mean, variance);
    expect(loss(perRow)).toBeAllClose(loss(each));
    expect(tf.grad(loss)(perRow)).toBeAllClose(slopes);
    expect(tf.grad(loss)(perRow).shape).toEqual(shape);
  }
  expect(() => gaussianNll(yTrue, mean, tf.ones([3]))).toThrow(
    'gaussianNll: expected yTrue, mean and variance of one shape, got [2,3], [2,3] and [3].',
  );
});
