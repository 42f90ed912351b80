import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareKernel } from '../../../fixtures/compareKernel.ts';
import { runKernel } from '../../../fixtures/runKernel.ts';
import { sizeOf } from '../../graph/View.ts';
import { UnsupportedError } from '../Kernel.ts';
import { argMax, argMin } from './argMax.ts';
import { cumprod, cumsum } from './cumulation.ts';
import { topK } from './topK.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const RUNS = { seed: 1, numRuns: 80 };

/** Tensors of few different numbers, so that many are equal. */
const tensors = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    axis: fc.nat(shape.length - 1),
    dtype: fc.constantFrom('float32', 'int32'),
    values: fc.array(fc.integer({ min: -3, max: 3 }), {
      minLength: sizeOf(shape),
      maxLength: sizeOf(shape),
    }),
  }),
);

describe('TopK', () => {
  test('gives the largest numbers in order, of equal ones the first', () => {
    fc.assert(
      fc.property(tensors, fc.double({ min: 0, max: 1, noNaN: true }), ({ shape, values, dtype }, share) => {
        const count = Math.ceil(share * (shape.at(-1) ?? 1));
        fc.pre(count > 0);
        expect(compareKernel('TopK', () => tf.topk(tf.tensor(values, shape, dtype), count))).toBe(0);
      }),
      RUNS,
    );
  });

  test('sorts many numbers, infinite ones too', () => {
    const values = Array.from({ length: 1001 }, (_, index) => Math.sin(index * index));
    expect(compareKernel('TopK', () => tf.topk(tf.tensor1d(values), 1001))).toBe(0);
    const extremes = [1, -infinity, infinity, -0, 0, 1e-45, infinity, -1];
    expect(compareKernel('TopK', () => tf.topk(tf.tensor1d(extremes), 8))).toBe(0);
  });

  test('loses no number among NaN', () => {
    const outputs = [
      { shape: [6], dtype: 'float32' },
      { shape: [6], dtype: 'int32' },
    ] as const;
    const x = { shape: [6], dtype: 'float32', values: [nan, 3, 1, nan, 2, nan] } as const;
    const [values = [], places = []] = runKernel(topK, [x], outputs);
    expect(places.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(values).toEqual(places.map((place) => x.values[place]));
  });
});

describe.each(['Cumsum', 'Cumprod'] as const)('%s', (name) => {
  const compute = name === 'Cumsum' ? tf.cumsum : tf.cumprod;

  test('combines the numbers along any axis, from either end, with or without the own one', () => {
    fc.assert(
      fc.property(
        tensors,
        fc.boolean(),
        fc.boolean(),
        ({ shape, axis, values, dtype }, exclusive, reverse) => {
          const x = tf.tensor(values, shape, dtype).mul(tf.scalar(dtype === 'int32' ? 1 : 0.7, dtype));
          expect(compareKernel(name, () => compute(x, axis, exclusive, reverse))).toBe(0);
        },
      ),
      RUNS,
    );
  });

  test('counts an axis from the end', () => {
    const x = { shape: [1, 3, 2], dtype: 'float32', values: [1, 2, 3, 4, 5, 6] } as const;
    const along = (axis: number) => runKernel(name === 'Cumsum' ? cumsum : cumprod, [x], [x], { axis });
    expect(along(-2)).toEqual(along(1));
  });

  test('has nothing of nothing, and NaN from one on', () => {
    expect(compareKernel(name, () => compute(tf.ones([2, 0]), 1))).toBe(0);
    expect(compareKernel(name, () => compute(tf.tensor1d([1, nan, 2, infinity])))).toBe(0);
  });
});

test('a cumulation of truth values is refused', () => {
  const x = { shape: [2], dtype: 'bool', values: [1, 1] } as const;
  expect(() => runKernel(cumsum, [x], [{ shape: [2], dtype: 'int32' }], { axis: 0 })).toThrow(
    UnsupportedError,
  );
});

describe.each(['ArgMax', 'ArgMin'] as const)('%s', (name) => {
  const compute = name === 'ArgMax' ? tf.argMax : tf.argMin;

  test('gives the first of equal places along any axis', () => {
    fc.assert(
      fc.property(tensors, ({ shape, axis, values, dtype }) => {
        expect(compareKernel(name, () => compute(tf.tensor(values, shape, dtype), axis))).toBe(0);
      }),
      RUNS,
    );
  });

  test('of NaN and infinities as in tfjs', () => {
    for (const values of [
      [nan, 1, 2],
      [1, nan, 2],
      [-infinity, infinity, nan],
      [nan, nan, nan],
    ]) {
      expect(compareKernel(name, () => compute(tf.tensor1d(values)))).toBe(0);
    }
    expect(compareKernel(name, () => compute(tf.tensor1d([true, false], 'bool')))).toBe(0);
  });

  test('of nothing', () => {
    const kernel = name === 'ArgMax' ? argMax : argMin;
    const x = { shape: [2, 0], dtype: 'float32', values: [] } as const;
    expect(runKernel(kernel, [x], [{ shape: [2], dtype: 'int32' }], { axis: 1 })).toEqual([[0, 0]]);
  });
});
