import { type Row, sharedNumbers, testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { proxyAnchor } from './proxyAnchor.ts';

const PROXIES = sharedNumbers(proxyAnchor.declaration);
const CLASSES = 4;

function cosine(one: readonly number[], other: readonly number[]): number {
  const lengths = Math.hypot(...one) * Math.hypot(...other);
  const product = one.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0);
  return lengths === 0 ? 0 : product / lengths;
}

interface Options {
  readonly margin?: number;
  readonly scale?: number;
}

testBatchDependentLoss<Options>(proxyAnchor, {
  options: [{ scale: 4 }, { margin: 0, scale: 1 }, { margin: 0.4, scale: 8 }],
  // Class by class, from sums of exponentials as they are.
  reference(rows: readonly Row[], { margin = 0.1, scale = 32 }) {
    // A row of zeros has no direction: right beside it the loss jumps, and has no slope to compare.
    const isNearZero = ([, x = []]: Row) => Math.hypot(...x) > 0 && Math.hypot(...x) < 0.01;
    if (rows.some(isNearZero)) return [Number.NaN];
    const classes = Array.from({ length: CLASSES }, (_, c) => {
      const proxy = Array.from({ length: CLASSES }, (_x, i) => PROXIES[i * CLASSES + c] ?? 0);
      const shares = rows.map(([target = []]) => target[c] ?? 0);
      const cosines = rows.map(([, x = []]) => cosine(x, proxy));
      const sumOver = (cost: (s: number, share: number) => number) =>
        cosines.reduce((sum, s, row) => sum + cost(s, shares[row] ?? 0), 0);
      return {
        isPresent: shares.some((share) => share > 0),
        pulled: Math.log1p(sumOver((s, share) => share * Math.exp(-scale * (s - margin)))),
        pushed: Math.log1p(sumOver((s, share) => (1 - share) * Math.exp(scale * (s + margin)))),
      };
    });
    const present = classes.filter(({ isPresent }) => isPresent);
    const mean = (numbers: readonly number[]) =>
      numbers.reduce((sum, number) => sum + number, 0) / Math.max(numbers.length, 1);
    return [mean(present.map(({ pulled }) => pulled)) + mean(classes.map(({ pushed }) => pushed))];
  },
});

const labels = tf.tensor1d([0, 2, 2], 'int32');
const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
const proxies = tf.randomNormal([5, 3], 0, 1, 'float32', 4);

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  expect(proxyAnchor(labels, embeddings, proxies)).toBeAllClose(
    proxyAnchor(labels, embeddings, proxies, { margin: 0.1, scale: 32 }),
  );
});

test('class weights weigh both means over the classes', () => {
  const of = (classWeights: number[]) => proxyAnchor(labels, embeddings, proxies, { scale: 2, classWeights });
  // Each class alone, where class 1 has no rows.
  const [first = 0, second = 0, third = 0] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ].map((weights) => of(weights).dataSync()[0]);
  const pushes = proxyAnchor(labels, tf.neg(embeddings), proxies, { scale: 2, classWeights: [0, 1, 0] });
  expect(Number(pushes.dataSync()[0])).toBeGreaterThan(0);
  const even = of([1, 1, 1]);
  const pushed = (pulled: number, all: number) => all - pulled;
  const pulledOf = (c: number) => {
    const rows = [0, 1, 2].filter((row) => [0, 2, 2][row] === c);
    const cosines = tf.losses
      .cosineDistance(
        tf
          .gather(
            tf.transpose(proxies),
            rows.map(() => c),
          )
          .div(tf.norm(tf.gather(tf.transpose(proxies), [c]))),
        tf.gather(embeddings, rows).div(tf.norm(tf.gather(embeddings, rows), 2, -1, true)),
        1,
        undefined,
        tf.Reduction.NONE,
      )
      .dataSync();
    return Math.log1p([...cosines].reduce((sum, d) => sum + Math.exp(-2 * (1 - d - 0.1)), 0));
  };
  const [a, c] = [pulledOf(0), pulledOf(2)];
  expect(even).toBeAllClose((a + c) / 2 + (pushed(a, first) + second + pushed(c, third)) / 3);
  expect(of([1, 2, 3])).toBeAllClose(
    (a + 3 * c) / 4 + (pushed(a, first) + 2 * second + 3 * pushed(c, third)) / 6,
  );
});

test('a row that is far from its proxy gets the larger slope', () => {
  const rows = tf.tensor2d([
    [1, 0.1],
    [-1, 1],
  ]);
  const loss = (x: tf.Tensor) => proxyAnchor(tf.zeros([2], 'int32'), x, tf.tensor2d([[1], [0]]));
  const [near = 0, far = 0] = tf.norm(tf.grad(loss)(rows), 2, -1).dataSync();
  expect(far).toBeGreaterThan(1e3 * near);
});
