import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { batchAllTriplet } from '../embedding/batchAllTriplet.ts';
import { batchHardTriplet } from '../embedding/batchHardTriplet.ts';
import { batchSemiHardTriplet } from '../embedding/batchSemiHardTriplet.ts';
import { tripletMargin } from '../embedding/tripletMargin.ts';
import { hingeEmbedding } from '../margin/hingeEmbedding.ts';
import {
  allTriplets,
  hardestTriplets,
  type MinerOptions,
  marginPairs,
  semiHardTriplets,
  type Triplets,
} from '../miners.ts';

const labels = tf.tensor1d([4, 7, 4, 7, 4, 9, -100], 'int32');
const embeddings = tf.tensor2d([0.5, 1, -2, 0.25, 3, -1.5, -0.75, 2, 1, 1.25, 0.125, -3, 0.5, 0.5], [7, 2]);

function lossOf(x: tf.Tensor, { anchors, positives, negatives, mask }: Triplets, options: object = {}) {
  const at = (places: tf.Tensor1D) => tf.gather(x, places);
  return tripletMargin(at(anchors), at(positives), at(negatives), {
    mask,
    distance: 'squaredEuclidean',
    ...options,
  });
}

const squared: MinerOptions = { distance: 'squaredEuclidean' };

test('tripletMargin of the hardest triplets is batchHardTriplet, in value and gradient', () => {
  const mined = (x: tf.Tensor) => lossOf(x, hardestTriplets(labels, x, squared));
  const whole = (x: tf.Tensor) => batchHardTriplet(labels, x, squared);
  expect(mined(embeddings)).toBeAllClose(whole(embeddings));
  // The gradient of tf.gather needs a kernel that wasm doesn't have.
  if (tf.getBackend() === 'wasm') return;
  expect(tf.grad(mined)(embeddings)).toBeAllClose(tf.grad(whole)(embeddings));
});

test('tripletMargin of semi-hard triplets is batchSemiHardTriplet, by the pairs of each row', () => {
  const triplets = semiHardTriplets(labels, embeddings, squared);
  expect(triplets.mask.shape).toEqual([49]);
  const weights = [2, 1, 2, 1, 2, 1, 1];
  const whole = batchSemiHardTriplet(labels, embeddings, { ...squared, weights });
  expect(lossOf(embeddings, triplets)).toBeAllClose(whole);
});

test('tripletMargin of all triplets has those that batchAllTriplet has the violated ones of', () => {
  const triplets = allTriplets(labels, embeddings);
  // Anchors of label 4: two positives and three negatives; of label 7: one and four.
  expect(triplets.mask.sum()).toBeAllClose(3 * 2 * 3 + 2 * 1 * 4);
  const all = lossOf(embeddings, triplets, { margin: 100, reduction: 'sum' });
  const weights = [6, 4, 6, 4, 6, 1, 1];
  const whole = batchAllTriplet(labels, embeddings, { ...squared, margin: 100, weights, reduction: 'sum' });
  expect(all).toBeAllClose(whole);
});

test.each([
  ['hardestTriplets', hardestTriplets],
  ['semiHardTriplets', semiHardTriplets],
  ['allTriplets', allTriplets],
])('%s gives places of the batch, reads nothing and leaves nothing behind', (name, mine) => {
  const before = tf.memory().numTensors;
  const triplets = mine(labels, embeddings);
  expect(tf.memory().numTensors).toBe(before + 4);
  const [anchors, positives, negatives] = [triplets.anchors, triplets.positives, triplets.negatives].map(
    (places) => {
      expect(places.dtype).toBe('int32');
      return Array.from(tf.gather(labels, places).dataSync());
    },
  );
  const isTriplet = Array.from(triplets.mask.dataSync(), Boolean);
  expect(isTriplet).toContain(true);
  isTriplet.forEach((isOne, place) => {
    if (!isOne) return;
    expect(positives?.[place]).toBe(anchors?.[place]);
    expect(negatives?.[place]).not.toBe(anchors?.[place]);
    expect(negatives?.[place]).not.toBe(-100);
  });
  expect(() => mine(tf.tensor1d([1, 2], 'int32'), embeddings)).toThrow(
    `${name}: expected labels of shape [7], got [2].`,
  );
  expect(() => mine(tf.cast(labels, 'float32'), embeddings)).toThrow(
    `${name}: expected labels of dtype int32`,
  );
});

test('a batch without triplets has a mask that is all false', () => {
  for (const mine of [hardestTriplets, semiHardTriplets, allTriplets]) {
    for (const given of [
      [1, 1],
      [1, 2],
    ]) {
      const { mask } = mine(tf.tensor1d(given, 'int32'), tf.tensor2d([[0], [1]]));
      expect(mask.any()).toBeAllClose(0);
    }
  }
});

test('an option that a miner does not know is refused', () => {
  const options: object = { distanc: 'cosine' };
  expect(() => hardestTriplets(labels, embeddings, options)).toThrow('hardestTriplets: ');
});

/** The chosen pairs of a sign, as places. */
function chosen(pairs: ReturnType<typeof marginPairs>, sign: number): number[][] {
  const [signs, first, second, mask] = [pairs.signs, pairs.first, pairs.second, pairs.mask].map((x) =>
    Array.from(x.dataSync()),
  );
  const places = [...(mask ?? []).keys()].filter((place) => mask?.[place] && signs?.[place] === sign);
  return places.map((place) => [first?.[place] ?? Number.NaN, second?.[place] ?? Number.NaN]);
}

test('marginPairs chooses the pairs that PairMarginMiner of pytorch-metric-learning 2.9.0 gives', () => {
  // The last row is ignored; pytorch-metric-learning got the others.
  const wide = marginPairs(labels, embeddings, { positiveMargin: 0.8, negativeMargin: 3.2 });
  // biome-ignore format: one pair after the other
  expect(chosen(wide, 1)).toEqual([[0, 2], [1, 3], [2, 0], [2, 4], [3, 1], [4, 2]]);
  // biome-ignore format: one pair after the other
  expect(chosen(wide, -1)).toEqual([[0, 1], [0, 3], [1, 0], [1, 4], [3, 0], [3, 4], [4, 1], [4, 3]]);
  const units = tf.div(embeddings, tf.norm(embeddings, 2, -1, true));
  const narrow = marginPairs(labels, units);
  // biome-ignore format: one pair after the other
  expect(chosen(narrow, 1)).toEqual([[0, 2], [0, 4], [1, 3], [2, 0], [2, 4], [3, 1], [4, 0], [4, 2]]);
  // biome-ignore format: one pair after the other
  expect(chosen(narrow, -1)).toEqual([[0, 3], [3, 0]]);
});

const length = (row: readonly number[]) => Math.hypot(...row);
const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, x, i) => sum + x * (other[i] ?? Number.NaN), 0);
const less = (one: readonly number[], other: readonly number[]) =>
  one.map((x, i) => x - (other[i] ?? Number.NaN));

test.each([
  ['euclidean', (one: number[], other: number[]) => length(less(one, other))],
  ['squaredEuclidean', (one: number[], other: number[]) => length(less(one, other)) ** 2],
  [
    'manhattan',
    (one: number[], other: number[]) => less(one, other).reduce((sum, x) => sum + Math.abs(x), 0),
  ],
  ['cosine', (one: number[], other: number[]) => 1 - dot(one, other) / (length(one) * length(other))],
] as const)('marginPairs chooses pairs on either side of a margin of the %s distance', (distance, apart) => {
  const rows: number[][] = Array.from({ length: 6 }, (_, row) => [
    ...tf.slice(embeddings, [row, 0], [1, 2]).dataSync(),
  ]);
  const ids = Array.from(labels.dataSync());
  for (const [row, one] of rows.entries()) {
    for (const [column, other] of rows.entries()) {
      if (row === column) continue;
      const at = apart(one, other);
      const isOneLabel = ids[row] === ids[column];
      const isChosen = (margin: number) => {
        const margins = isOneLabel
          ? { positiveMargin: margin, negativeMargin: -1 }
          : { positiveMargin: 1e3, negativeMargin: margin };
        const pairs = chosen(marginPairs(labels, embeddings, { ...margins, distance }), isOneLabel ? 1 : -1);
        return pairs.some(([first, second]) => first === row && second === column);
      };
      expect([isChosen(at - 0.01), isChosen(at + 0.01)]).toEqual([isOneLabel, !isOneLabel]);
    }
  }
});

test('marginPairs takes 0.2 and 0.8 for margins by itself', () => {
  // Beside the first row, those of its label at both sides of 0.2, and those of others at both sides of 0.8.
  const line = tf.tensor2d([[0], [0.19], [-0.21], [0.79], [-0.81]]);
  const pairs = marginPairs(tf.tensor1d([1, 1, 1, 2, 3], 'int32'), line);
  const withFirst = (sign: number) => chosen(pairs, sign).filter(([first]) => first === 0);
  expect(withFirst(1)).toEqual([[0, 2]]);
  expect(withFirst(-1)).toEqual([[0, 3]]);
});

test('every row of a larger batch has its place', () => {
  const rows = tf.range(0, 24);
  const ids = tf.cast(tf.mod(rows, 3), 'int32');
  const line = tf.expandDims(rows, -1);
  const placesOf = (places: tf.Tensor) => [...new Set(places.dataSync())].sort((a, b) => a - b);
  const all = Array.from(rows.dataSync());
  for (const mine of [hardestTriplets, semiHardTriplets, allTriplets])
    expect(placesOf(mine(ids, line).anchors)).toEqual(all);
  for (const mine of [semiHardTriplets, allTriplets])
    expect(placesOf(mine(ids, line).positives)).toEqual(all);
  expect(placesOf(allTriplets(ids, line).negatives)).toEqual(all);
  const { first, second } = marginPairs(ids, line);
  expect([placesOf(first), placesOf(second)]).toEqual([all, all]);
});

test('hingeEmbedding of the pairs within the margin has the loss of all pairs, and gradients through the rows', () => {
  const loss = (x: tf.Tensor, isMined: boolean) => {
    const { signs, first, second, mask } = marginPairs(labels, x, { positiveMargin: -1, negativeMargin: 3 });
    const all = tf.logicalAnd(tf.notEqual(first, second), tf.less(tf.maximum(first, second), 6));
    const distances = tf.norm(tf.sub(tf.gather(x, first), tf.gather(x, second)), 2, -1);
    const options = { mask: isMined ? mask : all, margin: 3, reduction: 'sum' } as const;
    return hingeEmbedding(signs, distances, options);
  };
  expect(loss(embeddings, true)).toBeAllClose(loss(embeddings, false));
});

test('marginPairs leaves four tensors, and refuses what it does not know', () => {
  const before = tf.memory().numTensors;
  const { mask } = marginPairs(labels, embeddings);
  expect(tf.memory().numTensors).toBe(before + 4);
  expect(mask.shape).toEqual([49]);
  for (const options of [{ margin: 1 }, { weights: 1 }])
    expect(() => marginPairs(labels, embeddings, Object(options))).toThrow('marginPairs: ');
  expect(() => marginPairs(tf.tensor1d([1, 2], 'int32'), embeddings)).toThrow(
    'marginPairs: expected labels of shape [7], got [2].',
  );
});
