import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { checkClassIds } from '../contract/knownClassIds.ts';
import { binaryCrossEntropyWithLogits } from './binaryCrossEntropyWithLogits.ts';
import { coral } from './coral.ts';

testLoss(coral, {
  options: [{}, { importanceWeights: [1, 0.5, 3, 0] }],
  // How far each log odds are on the wrong side, and the rest of the softplus. Slopes move the id, too.
  inputsReference([[id = 0] = [], logits = []], { importanceWeights = [1, 1, 1, 1] }) {
    return logits.reduce((sum, z, k) => {
      const wrong = Math.max(0, Math.round(id) > k ? -z : z);
      return sum + (importanceWeights[k] ?? 0) * (wrong + Math.log1p(Math.exp(-Math.abs(z))));
    }, 0);
  },
});

const logits = tf.tensor2d([
  [2, 1, -1],
  [0.5, -0.5, -3],
]);

test('is binary cross-entropy of the thresholds, added up', () => {
  const levels = tf.tensor2d([
    [1, 1, 1],
    [0, 0, 0],
  ]);
  const binary = binaryCrossEntropyWithLogits(levels, logits, { reduction: 'none' });
  expect(coral(tf.tensor1d([3, 0], 'int32'), logits, { reduction: 'none' })).toBeAllClose(tf.sum(binary, -1));
});

test('a class farther off costs more', () => {
  const certain = tf.tensor2d([[50, 50, -50, -50]]);
  const rows = tf.tile(certain, [5, 1]);
  const costs = coral(tf.tensor1d([0, 1, 2, 3, 4], 'int32'), rows, { reduction: 'none' });
  expect(costs).toBeAllClose([100, 50, 0, 50, 100]);
});

test('rows of the ignored id and masked rows are left out, whatever their logits are', () => {
  const ids = tf.tensor1d([1, -100, 9], 'int32');
  const rows = tf.tensor2d([
    [0, 0],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 0],
  ]);
  const loss = (x: tf.Tensor) => coral(ids, x, { mask: [true, true, false] });
  expect(loss(rows)).toBeAllClose(2 * Math.LN2);
  expect(tf.grad(loss)(rows)).toBeAllClose([-0.5, 0.5, 0, 0, 0, 0]);
});

test('ids that were checked cost the same', () => {
  const known = tf.tensor1d([3, 0], 'int32');
  checkClassIds('test', known, 4);
  expect(coral(known, logits)).toBeAllClose(coral(tf.tensor1d([3, 0], 'int32'), logits), { atol: 0 });
});

test('an id that is no class makes its row NaN', () => {
  const loss = coral(tf.tensor1d([4, -1, 3], 'int32'), tf.zeros([3, 3]), { reduction: 'none' });
  expect(loss).toBeAllClose([Number.NaN, Number.NaN, 3 * Math.LN2], { equalNaN: true });
});

test('has as many thresholds as one likes', () => {
  // The first 15 of 20 are passed: a logit of 1 where they are, and of -1 beyond, is right at each.
  const scores = tf.concat([tf.ones([1, 15]), tf.fill([1, 5], -1)], 1);
  expect(coral(tf.tensor1d([15], 'int32'), scores)).toBeAllClose(20 * Math.log1p(Math.exp(-1)));
});

test('refuses logits without a threshold, float ids and weights of another length', () => {
  const ids = tf.tensor1d([1, 0], 'int32');
  expect(() => coral(ids, tf.zeros([2, 0]))).toThrow(
    'coral: expected logits of shape [...,classes - 1] for at least two classes, got [2,0].',
  );
  expect(() => coral(tf.tensor1d([1, 0]), logits)).toThrow(
    "coral: expected class ids of dtype int32, got float32; use tf.cast(labels, 'int32').",
  );
  expect(() => coral(ids, logits, { importanceWeights: [1, 1] })).toThrow(
    'coral: expected importanceWeights and a row of thresholds of one shape, got [2] and [3].',
  );
});
