import { sharedNumbers, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { normalizedSoftmax } from './normalizedSoftmax.ts';
import { proxyNca } from './proxyNca.ts';

const PROXIES = sharedNumbers(proxyNca.declaration);

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((x) => (length === 0 ? 0 : x / length));
}

testLoss<{ softmaxScale?: number }>(proxyNca, {
  options: [{}, { softmaxScale: 0.2 }, { softmaxScale: 2 }],
  // The products of the shares that the other classes have, from the distances themselves.
  rowReference(target, embedding, { softmaxScale = 1 }) {
    const length = Math.hypot(...embedding);
    // A row of zeros has no direction: right beside it the loss jumps, and has no slope to compare.
    if (length > 0 && length < 0.01) return Number.NaN;
    const x = unit(embedding);
    const closeness = target.map((_, c) => {
      const proxy = unit(embedding.map((_x, i) => PROXIES[i * target.length + c] ?? 0));
      const square = length === 0 ? 2 : x.reduce((sum, value, i) => sum + (value - (proxy[i] ?? 0)) ** 2, 0);
      return Math.exp(-softmaxScale * square);
    });
    const others = closeness.reduce((sum, near, c) => sum + (1 - (target[c] ?? 0)) * near, 0);
    return target.reduce((sum, t, c) => sum - t * Math.log((closeness[c] ?? 0) / others), 0);
  },
});

const labels = tf.tensor1d([0, 2, 1], 'int32');
const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
const proxies = tf.randomNormal([5, 3], 0, 1, 'float32', 4);

test('with the own class in the sum it is normalizedSoftmax', () => {
  const apart = proxyNca(labels, embeddings, proxies, { softmaxScale: 3, reduction: 'none' });
  const together = normalizedSoftmax(labels, embeddings, proxies, { temperature: 1 / 6, reduction: 'none' });
  expect(tf.softplus(apart)).toBeAllClose(together);
});

test('a row counts as much as the class weight of its class', () => {
  const rows = proxyNca(labels, embeddings, proxies, { reduction: 'none' });
  const weighted = proxyNca(labels, embeddings, proxies, { classWeights: [2, 3, 0.5], reduction: 'none' });
  expect(weighted).toBeAllClose(tf.mul(rows, [2, 0.5, 3]));
});

test('a single class has nothing to be told from', () => {
  const single = tf.slice(proxies, [0, 0], [5, 1]);
  const loss = (x: tf.Tensor) => proxyNca(tf.zeros([3], 'int32'), x, single);
  expect(loss(embeddings)).toBeAllClose(0, { atol: 0 });
  expect(tf.grad(loss)(embeddings)).toBeAllClose(Array(15).fill(0), { atol: 0 });
});

test('refuses proxies of another length than the embeddings', () => {
  expect(() => proxyNca(labels, embeddings, tf.ones([4, 3]))).toThrow(
    'proxyNca: expected embeddings of shape [...,4] for a proxies [4,3], got [3,5].',
  );
});
