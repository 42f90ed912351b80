import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { rankingSoftmax } from './rankingSoftmax.ts';

testLoss(rankingSoftmax, {
  options: [{}],
  // How far each item is below the softened maximum of the list, from the gaps between the items.
  inputsReference([yTrue = [], logits = []]) {
    return logits.reduce((sum, own, i) => {
      const gaps = logits.map((other) => other - own);
      const widest = Math.max(...gaps);
      const total = gaps.reduce((exponentials, gap) => exponentials + Math.exp(gap - widest), 0);
      return sum + (yTrue[i] ?? Number.NaN) * (widest + Math.log(total));
    }, 0);
  },
});

const yTrue = tf.tensor2d([
  [0, 2, 1],
  [1, 0, 3],
]);
const logits = tf.tensor2d([
  [1, 3, Number.NaN],
  [0.5, -1, 2],
]);

test('lists of different lengths are as each alone, whatever stands where no item is', () => {
  const where = [
    [true, true, false],
    [true, true, true],
  ];
  const loss = (x: tf.Tensor) => rankingSoftmax(yTrue, x, { where: tf.tensor2d(where, [2, 3], 'bool') });
  const short = (x: tf.Tensor) => rankingSoftmax(tf.tensor2d([[0, 2]]), x);
  const long = (x: tf.Tensor) => rankingSoftmax(tf.tensor2d([[1, 0, 3]]), x);
  const [first, second] = [tf.tensor2d([[1, 3]]), tf.tensor2d([[0.5, -1, 2]])];
  expect(loss(logits)).toBeAllClose(tf.div(tf.add(short(first), long(second)), 2));
  const gradients = [...tf.grad(short)(first).dataSync(), 0, ...tf.grad(long)(second).dataSync()];
  expect(tf.grad(loss)(logits)).toBeAllClose(gradients.map((gradient) => gradient / 2));
});

test('`where` is of truth values, or of numbers that are 0 or not', () => {
  const expected = rankingSoftmax(tf.tensor2d([[0, 2]]), tf.tensor2d([[1, 3]]));
  const given = [tf.slice(yTrue, 0, 1), tf.slice(logits, 0, 1)] as const;
  for (const where of [
    [[true, true, false]],
    [[1, 1, 0]],
    [[0.5, -1, 0]],
    tf.tensor2d([[1, 256, 0]], [1, 3], 'int32'),
  ]) {
    expect(rankingSoftmax(...given, { where })).toBeAllClose(expected);
  }
});

test('a list without items is ignored', () => {
  const where = tf.tensor2d([0, 0, 0, 1, 1, 1], [2, 3]);
  const loss = (x: tf.Tensor) => rankingSoftmax(yTrue, x, { where, weights: [5, 2] });
  expect(loss(logits)).toBeAllClose(rankingSoftmax(tf.slice(yTrue, [1, 0]), tf.slice(logits, [1, 0])));
  expect(tf.slice(tf.grad(loss)(logits), 0, 1)).toBeAllClose([0, 0, 0], { atol: 0 });
});

test('`where` of another shape is refused', () => {
  expect(() => rankingSoftmax(yTrue, logits, { where: [1, 1, 0] })).toThrow(
    'rankingSoftmax: expected where and logits of one shape, got [3] and [2,3].',
  );
});

test('a list that mask or weights leave out is masked out, with `where` too', () => {
  const where = [
    [true, true, false],
    [true, true, true],
  ];
  const alone = rankingSoftmax(tf.tensor2d([[1, 0, 3]]), tf.tensor2d([[0.5, -1, 2]]));
  for (const left of [{ mask: [false, true] }, { weights: [0, 3] }]) {
    const loss = (x: tf.Tensor) =>
      rankingSoftmax(yTrue, x, { where: tf.tensor2d(where, [2, 3], 'bool'), ...left });
    // The list that is left out holds numbers of which no loss could be made.
    const x = tf.tensor2d([
      [Number.NaN, Number.NaN, 0],
      [0.5, -1, 2],
    ]);
    expect(loss(x)).toBeAllClose(alone);
    expect(tf.slice(tf.grad(loss)(x), 0, 1)).toBeAllClose([0, 0, 0], { atol: 0 });
  }
});
