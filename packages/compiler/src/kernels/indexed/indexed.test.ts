import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareKernel } from '../../../fixtures/compareKernel.ts';
import { numbered } from '../../../fixtures/numbered.ts';
import { randomTensor } from '../../../fixtures/randomTensor.ts';
import { runKernel, type Values } from '../../../fixtures/runKernel.ts';
import { gatherNd, gatherV2 } from './gather.ts';
import { scatterNd, tensorScatterUpdate } from './scatter.ts';
import { unsortedSegmentSum } from './unsortedSegmentSum.ts';

const { NaN: nan } = Number;
const RUNS = { seed: 1, numRuns: 60 };

const list = (values: fc.Arbitrary<number>, minLength: number, maxLength: number) =>
  fc.array(values, { minLength, maxLength });
const small = fc.integer({ min: 1, max: 5 });

const floats = (shape: readonly number[], values: readonly number[]): Values => ({
  shape,
  dtype: 'float32',
  values,
});
const integers = (shape: readonly number[], values: readonly number[]): Values => ({
  shape,
  dtype: 'int32',
  values,
});
const output = (shape: readonly number[]) => [{ shape, dtype: 'float32' }] as const;

/** Numbers of rows that aren't there, as near as they come and as far. */
const OUTSIDE = [-1, 2, 2 ** 31 - 1, -(2 ** 31), 2 ** 30];

describe('GatherV2', () => {
  test('takes slices along any axis, also batch by batch', () => {
    const cases = fc
      .record({
        shape: list(small, 1, 4),
        seed: fc.nat(1000),
        inner: list(fc.integer({ min: 1, max: 4 }), 0, 2),
      })
      .chain(({ shape, seed, inner }) =>
        fc.record({
          shape: fc.constant([...shape.slice(0, -1), (shape.at(-1) ?? 1) * 7]),
          axis: fc.nat(shape.length - 1),
          inner: fc.constant(inner),
          seed: fc.constant(seed),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
      );
    fc.assert(
      fc.property(cases, ({ shape, axis, inner, seed, share }) => {
        const batchDims = Math.floor(share * (axis + 0.999));
        const indicesShape = [...shape.slice(0, batchDims), ...inner];
        fc.pre(indicesShape.length > 0);
        const { values } = randomTensor(indicesShape, seed);
        const count = shape[axis] ?? 1;
        const indices = Int32Array.from(values, (value) => Math.floor(((value + 1) / 2) * count * 0.999));
        expect(
          compareKernel('GatherV2', () =>
            tf.gather(numbered(shape), tf.tensor(indices, indicesShape, 'int32'), axis, batchDims),
          ),
        ).toBe(0);
      }),
      RUNS,
    );
  });

  test('of nothing, and of long slices', () => {
    expect(compareKernel('GatherV2', () => tf.gather(tf.ones([2, 3]), tf.tensor1d([], 'int32')))).toBe(0);
    expect(compareKernel('GatherV2', () => tf.gather(numbered([3, 203]), tf.tensor1d([2, 0], 'int32')))).toBe(
      0,
    );
  });

  test('a number out of range gives NaN, and nothing else is read', () => {
    for (const outside of OUTSIDE) {
      const inputs = [floats([2, 3], [1, 2, 3, 4, 5, 6]), integers([3], [1, outside, 0])];
      const [got] = runKernel(gatherV2, inputs, output([3, 3]), { axis: 0, batchDims: 0 });
      expect(got).toEqual([4, 5, 6, nan, nan, nan, 1, 2, 3]);
    }
  });
});

describe('GatherNd', () => {
  test('takes slices by rows of numbers', () => {
    fc.assert(
      fc.property(list(small, 1, 4), fc.integer({ min: 1, max: 9 }), fc.nat(1000), (shape, rows, seed) => {
        const depth = 1 + (seed % shape.length);
        const { values } = randomTensor([rows, depth], seed);
        const indices = Int32Array.from(values, (value, place) =>
          Math.floor(((value + 1) / 2) * (shape[place % depth] ?? 1) * 0.999),
        );
        expect(
          compareKernel('GatherNd', () =>
            tf.gatherND(numbered(shape), tf.tensor2d(indices, [rows, depth], 'int32')),
          ),
        ).toBe(0);
      }),
      RUNS,
    );
  });

  test('a row out of range gives NaN', () => {
    for (const outside of OUTSIDE) {
      const inputs = [floats([2, 2], [1, 2, 3, 4]), integers([2, 2], [outside, 0, 1, 1])];
      expect(runKernel(gatherNd, inputs, output([2]))).toEqual([[nan, 4]]);
    }
  });
});

describe('ScatterNd', () => {
  test('adds slices up at their places, in order', () => {
    fc.assert(
      fc.property(list(small, 1, 4), fc.integer({ min: 1, max: 20 }), fc.nat(1000), (shape, rows, seed) => {
        const depth = 1 + (seed % shape.length);
        const random = randomTensor([rows, depth], seed);
        const indices = Int32Array.from(random.values, (value, place) =>
          Math.floor(((value + 1) / 2) * (shape[place % depth] ?? 1) * 0.999),
        );
        const updates = randomTensor([rows, ...shape.slice(depth)], seed + 1);
        expect(
          compareKernel('ScatterNd', () =>
            tf.scatterND(
              tf.tensor2d(indices, [rows, depth], 'int32'),
              tf.tensor([...Array.from(updates.values)], [...updates.shape]),
              shape,
            ),
          ),
        ).toBe(0);
      }),
      RUNS,
    );
  });

  test('of integers, and of nothing', () => {
    const places = tf.tensor2d([[1], [1]], [2, 1], 'int32');
    expect(compareKernel('ScatterNd', () => tf.scatterND(places, tf.tensor1d([5, 6], 'int32'), [3]))).toBe(0);
    const nothing = runKernel(scatterNd, [integers([0, 1], []), floats([0, 2], [])], output([2, 2]));
    expect(nothing).toEqual([[0, 0, 0, 0]]);
  });

  test('a place out of range makes the first slice NaN, and nothing else is written', () => {
    for (const outside of OUTSIDE) {
      const inputs = [integers([2, 1], [outside, 1]), floats([2, 2], [1, 2, 3, 4])];
      expect(runKernel(scatterNd, inputs, output([2, 2]))).toEqual([[nan, nan, 3, 4]]);
    }
  });
});

describe('TensorScatterUpdate', () => {
  test('replaces slices, the last one of each place', () => {
    const places = tf.tensor2d([[2], [0], [2]], [3, 1], 'int32');
    for (const rest of [[], [3], [5, 2], [70]]) {
      const update = () =>
        tf.tensorScatterUpdate(numbered([4, ...rest]), places, tf.neg(numbered([3, ...rest])));
      expect(compareKernel('TensorScatterUpdate', update)).toBe(0);
    }
  });

  test('a place out of range makes the first slice NaN', () => {
    for (const outside of OUTSIDE) {
      const inputs = [floats([2], [1, 2]), integers([2, 1], [1, outside]), floats([2], [5, 6])];
      expect(runKernel(tensorScatterUpdate, inputs, output([2]))).toEqual([[nan, 5]]);
    }
  });
});

describe('UnsortedSegmentSum', () => {
  test('adds up the slices of each segment', () => {
    const cases = fc.record({
      rows: fc.integer({ min: 1, max: 30 }),
      rest: list(fc.integer({ min: 1, max: 9 }), 0, 2),
      segments: fc.integer({ min: 1, max: 6 }),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(cases, ({ rows, rest, segments, seed }) => {
        const x = randomTensor([rows, ...rest], seed);
        const ids = Int32Array.from(randomTensor([rows], seed + 1).values, (value) =>
          Math.floor(((value + 1) / 2) * segments * 0.999),
        );
        expect(
          compareKernel('UnsortedSegmentSum', () =>
            tf.unsortedSegmentSum(
              tf.tensor(Array.from(x.values), [...x.shape]),
              tf.tensor1d(ids, 'int32'),
              segments,
            ),
          ),
        ).toBeLessThan(3e-7);
      }),
      RUNS,
    );
  });

  test('of very many numbers is as exact as one rounding', () => {
    const count = 100_000;
    const x = floats([count], new Array(count).fill(Math.fround(0.1)));
    const [got] = runKernel(
      unsortedSegmentSum,
      [x, integers([count], new Array(count).fill(1))],
      output([2]),
      {
        numSegments: 2,
      },
    );
    expect(got).toEqual([0, Math.fround(count * Math.fround(0.1))]);
  });

  test('of integers; rows without a segment are left out', () => {
    const x = integers([5, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const ids = integers([5], [1, -1, 2, 1, 2 ** 31 - 1]);
    const [got] = runKernel(unsortedSegmentSum, [x, ids], [{ shape: [2, 2], dtype: 'int32' }], {
      numSegments: 2,
    });
    expect(got).toEqual([0, 0, 8, 10]);
  });

  test('by ids of two axes', () => {
    const inputs = [floats([2, 2, 1], [1, 2, 3, 4]), integers([2, 2], [0, 1, 1, 1])];
    expect(runKernel(unsortedSegmentSum, inputs, output([2, 1]), { numSegments: 2 })).toEqual([[1, 9]]);
  });

  test('of nothing', () => {
    const inputs = [floats([0, 3], []), integers([0], [])];
    expect(runKernel(unsortedSegmentSum, inputs, output([2, 3]), { numSegments: 2 })).toEqual([
      [0, 0, 0, 0, 0, 0],
    ]);
  });
});
