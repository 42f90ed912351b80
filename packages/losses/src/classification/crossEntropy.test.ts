import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { checkClassIds } from '../contract/knownClassIds.ts';
import { crossEntropy } from './crossEntropy.ts';

testLoss(crossEntropy, {
  options: [
    {},
    { labelSmoothing: 0.1 },
    { labelSmoothing: 1 },
    { classWeights: [1, 0.5, 3, 0] },
    { classWeights: [1, 0.5, 3, 0], labelSmoothing: 0.3 },
  ],
  // How far each score is below the softened maximum of all.
  rowReference(target, logits) {
    const softMaximum = logSumExp(logits);
    return target.reduce((sum, t, c) => sum + t * (softMaximum - (logits[c] ?? Number.NaN)), 0);
  },
});

test('a class without probability costs nothing where it is not the target', () => {
  const logits = tf.tensor2d([[0, Number.NEGATIVE_INFINITY, 0]]);
  const loss = (x: tf.Tensor) => crossEntropy(tf.tensor2d([[1, 0, 0]]), x);
  expect(loss(logits)).toBeAllClose(Math.LN2);
  expect(tf.grad(loss)(logits)).toBeAllClose([-0.5, 0, 0.5]);
});

test('adding a constant to all logits changes nothing', () => {
  const labels = tf.tensor1d([0, 2], 'int32');
  const logits = tf.tensor2d([
    [1, 2, 3],
    [0, -1, 4],
  ]);
  expect(crossEntropy(labels, tf.add(logits, 1000))).toBeAllClose(crossEntropy(labels, logits), {
    rtol: 1e-4,
  });
});

test('a class of weight 0 that cannot be leaves the gradient of the distributions finite', () => {
  const logits = tf.tensor2d([[0, 0, Number.NEGATIVE_INFINITY]]);
  const loss = (labels: tf.Tensor) =>
    crossEntropy(labels, logits, { classWeights: [1, 2, 0], reduction: 'sum' });
  expect(tf.grad(loss)(tf.tensor2d([[0.5, 0.5, 0]]))).toBeAllClose([Math.log(2), 2 * Math.log(2), 0]);
});

test('a share of smoothing above 1 is refused', () => {
  const [labels, logits] = [tf.tensor1d([0], 'int32'), tf.zeros([1, 2])];
  expect(() => crossEntropy(labels, logits, { labelSmoothing: 1.05 })).toThrow(
    'crossEntropy: expected 0 <= labelSmoothing <= 1, got 1.05.',
  );
});

test('a distribution that the mask leaves out may hold anything', () => {
  const labels = tf.tensor2d([
    [Number.NaN, Number.POSITIVE_INFINITY],
    [1, 0],
  ]);
  const loss = (x: tf.Tensor) => crossEntropy(labels, x, { mask: [false, true] });
  expect(loss(tf.zeros([2, 2]))).toBeAllClose(Math.log(2));
  expect(tf.grad(loss)(tf.zeros([2, 2]))).toBeAllClose([0, 0, -0.5, 0.5]);
});

test.each([[[4]], [[5, 4]], [[2, 3, 4]]])(
  'class ids have the gradient of their one-hot rows, for logits of shape %j',
  (shape) => {
    const rows = shape.slice(0, -1);
    const ids = tf.cast(tf.randomUniform(rows, 0, 4, 'float32', 1), 'int32');
    const oneHot = tf.reshape(tf.cast(tf.oneHot(tf.reshape(ids, [-1]), 4), 'float32'), shape);
    const logits = tf.mul(tf.randomNormal(shape, 0, 1, 'float32', 2), 10);
    for (const reduction of ['mean', 'sum'] as const) {
      const slope = (labels: tf.Tensor) => tf.grad((x) => crossEntropy(labels, x, { reduction }))(logits);
      expect(slope(ids)).toBeAllClose(slope(oneHot), { rtol: 1e-6, atol: 1e-7 });
    }
    const dy = tf.randomNormal(rows, 0, 1, 'float32', 3);
    const pulled = (labels: tf.Tensor) =>
      tf.grad((x) => tf.sum(tf.mul(dy, crossEntropy(labels, x, { reduction: 'none' }))))(logits);
    expect(pulled(ids)).toBeAllClose(pulled(oneHot), { rtol: 1e-6, atol: 1e-6 });
  },
);

test('a penalty on how far the gradient is from v is differentiated at class ids: 2 H (g − v), with H = diag p − p pᵀ', () => {
  const logits = tf.tensor2d([
    [0.3, -1.2, 2],
    [1, 0, -0.5],
  ]);
  const ids = [1, 0];
  const slope = tf.grad((z) => crossEntropy(tf.tensor1d(ids, 'int32'), z));
  const v = [0.3, 0.1, -0.2, 0.5, 0, 0.4];
  const p = [...tf.softmax(logits).dataSync()];
  const g = p.map((q, place) => (q - (ids[Math.floor(place / 3)] === place % 3 ? 1 : 0)) / 2);
  const far = g.map((slopeThere, place) => slopeThere - (v[place] ?? 0));
  const expected = p.map((q, place) => {
    const row = Math.floor(place / 3) * 3;
    const mean = [0, 1, 2].reduce((sum, c) => sum + (p[row + c] ?? 0) * (far[row + c] ?? 0), 0);
    return q * ((far[place] ?? 0) - mean);
  });
  expect(tf.grad((z) => tf.sum(tf.square(tf.sub(slope(z), tf.tensor2d(v, [2, 3])))))(logits)).toBeAllClose(
    expected,
    { atol: 1e-6 },
  );
});

test('an impossible class costs infinity, and its logit is pulled up with full force', () => {
  const logits = tf.tensor2d([[0, Number.NEGATIVE_INFINITY]]);
  const loss = (x: tf.Tensor) => crossEntropy(tf.tensor1d([1], 'int32'), x);
  expect(loss(logits).dataSync()[0]).toBe(Number.POSITIVE_INFINITY);
  expect(tf.grad(loss)(logits)).toBeAllClose([1, -1]);
});

test('ids that are ignored or no class have no gradient and no second one, whatever their logits are', () => {
  const ids = tf.tensor1d([1, -100, 7, 0], 'int32');
  const logits = tf.tensor2d([
    [1, 2],
    [Number.NaN, Number.POSITIVE_INFINITY],
    [Number.NaN, 3],
    [0, -1],
  ]);
  const [kept, labels] = [tf.gather(logits, [0, 3]), tf.tensor1d([1, 0], 'int32')];
  const sum = (y: tf.Tensor) => (x: tf.Tensor) => crossEntropy(y, x, { reduction: 'sum' });
  const penalty = (y: tf.Tensor) => (x: tf.Tensor) => tf.sum(tf.square(tf.grad(sum(y))(x)));
  expect(crossEntropy(ids, logits, { reduction: 'none' }).dataSync()[1]).toBe(0);
  for (const of of [sum, penalty]) {
    const [first = 0, second = 0, third = 0, fourth = 0] = tf.grad(of(labels))(kept).dataSync();
    expect(tf.grad(of(ids))(logits)).toBeAllClose([first, second, 0, 0, 0, 0, third, fourth]);
  }
  const [got, wanted] = [tf.valueAndGrad(penalty(ids))(logits), tf.valueAndGrad(penalty(labels))(kept)];
  expect(got.value).toBeAllClose(wanted.value);
});

describe('class ids that were checked', () => {
  const logits = [
    [1, -2, 0.5],
    [0, 3, 1],
  ];
  const ids = [2, 1];
  const softmaxOf = (row: readonly number[]) => {
    const total = row.reduce((sum, z) => sum + Math.exp(z), 0);
    return row.map((z) => Math.exp(z) / total);
  };

  function evaluated(options: object = {}) {
    const known = tf.tensor1d(ids, 'int32');
    checkClassIds('test', known, 3);
    const unreduced = (z: tf.Tensor) => crossEntropy(known, z, { ...options, reduction: 'none' });
    const weighted = (z: tf.Tensor) => tf.sum(tf.mul(unreduced(z), [2, 5]));
    const z = tf.tensor2d(logits);
    return {
      value: unreduced(z),
      slope: tf.grad(weighted)(z),
      curvature: tf.grad((x) => tf.sum(tf.mul(tf.grad(weighted)(x), tf.range(1, 7).reshape([2, 3]))))(z),
      weight: crossEntropy.sumAndWeight([known, z], options).weight,
    };
  }

  test('have the loss, its slope and its curvature by the definition', () => {
    const { value, slope, curvature, weight } = evaluated();
    const probabilities = logits.map(softmaxOf);
    expect(value).toBeAllClose(probabilities.map((row, index) => -Math.log(row[ids[index] ?? 0] ?? 0)));
    const factors = [2, 5];
    expect(slope).toBeAllClose(
      probabilities.flatMap((row, index) =>
        row.map((p, column) => (factors[index] ?? 0) * (p - (column === ids[index] ? 1 : 0))),
      ),
    );
    // The Hessian of a row is diag(p) − p pᵀ, here times the directions 1 … 6.
    expect(curvature).toBeAllClose(
      probabilities.flatMap((row, index) => {
        const directions = [1, 2, 3].map((one) => one + 3 * index);
        const mean = row.reduce((sum, p, column) => sum + p * (directions[column] ?? 0), 0);
        return row.map((p, column) => (factors[index] ?? 0) * p * ((directions[column] ?? 0) - mean));
      }),
    );
    expect(weight).toBe(2);
  });

  test('are looked at where one of them may be ignored, or there are fewer classes', () => {
    const { value, weight } = evaluated({ ignoreIndex: 0 });
    expect(value.dataSync()[0]).toBeGreaterThan(0);
    expect(weight).toBeInstanceOf(tf.Tensor);
    expect(evaluated({ ignoreIndex: 2 }).value.dataSync()[0]).toBe(0);
    expect(evaluated({ ignoreIndex: 3 }).weight).toBe(2);
    const known = tf.tensor1d([0, 2], 'int32');
    checkClassIds('test', known, 3);
    expect(crossEntropy(known, tf.zeros([2, 2]), { reduction: 'none' }).dataSync()[1]).toBeNaN();
    expect(() => checkClassIds('test', tf.tensor1d([0, 3], 'int32'), 3)).toThrow(
      'test: expected class ids from 0 to 2, got 3 at 1.',
    );
  });
});

test('labels in a column, as some libraries take them, are refused with the remedy', () => {
  const labels = tf.tensor2d([[0], [1]], [2, 1], 'int32');
  expect(() => crossEntropy(labels, tf.zeros([2, 3]))).toThrow(
    'got [2,1]; tf.squeeze(labels, [-1]) makes ids of a column.',
  );
  expect(() => crossEntropy(tf.zeros([2, 2]), tf.zeros([2, 3]))).toThrow(/got \[2,2\]\.$/);
});
