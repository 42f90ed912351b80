import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareKernel } from '../../../fixtures/compareKernel.ts';
import { numbered } from '../../../fixtures/numbered.ts';
import { runKernel } from '../../../fixtures/runKernel.ts';
import { UnsupportedError } from '../Kernel.ts';
import { mirrorPad, padV2 } from './pad.ts';

const sizes = (least: number, most: number, rank: { min: number; max: number }) =>
  fc.array(fc.integer({ min: least, max: most }), { minLength: rank.min, maxLength: rank.max });

const RUNS = { seed: 1, numRuns: 60 };

describe('Concat', () => {
  test('puts tensors beside each other along any axis', () => {
    const cases = sizes(1, 5, { min: 1, max: 4 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        axis: fc.nat(shape.length - 1),
        lengths: sizes(1, 40, { min: 2, max: 4 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ shape, axis, lengths }) => {
        const tensors = () => lengths.map((length) => numbered(shape.with(axis, length)));
        expect(compareKernel('Concat', () => tf.concat(tensors(), axis))).toBe(0);
      }),
      RUNS,
    );
  });

  test('of integers, of truth values, of much, and of nothing among others', () => {
    const few = { int: tf.tensor2d([[1, -2]], [1, 2], 'int32'), truth: tf.tensor1d([true, false], 'bool') };
    expect(compareKernel('Concat', () => tf.concat([few.int, few.int], 0))).toBe(0);
    expect(compareKernel('Concat', () => tf.concat([few.truth, few.truth]))).toBe(0);
    expect(compareKernel('Concat', () => tf.concat([numbered([3, 999]), numbered([3, 1000])], 1))).toBe(0);
    expect(compareKernel('Concat', () => tf.concat([tf.zeros([2, 0]), numbered([2, 3])], 1))).toBe(0);
    expect(compareKernel('Concat', () => tf.concat([tf.zeros([0, 2]), tf.zeros([0, 2])], 1))).toBe(0);
  });
});

test('Pack puts tensors beside each other along a new axis', () => {
  for (const axis of [0, 1, 2, -1]) {
    expect(compareKernel('Pack', () => tf.stack([numbered([3, 5]), numbered([3, 5])], axis))).toBe(0);
  }
  expect(compareKernel('Pack', () => tf.stack([tf.scalar(1), tf.scalar(2), tf.scalar(3)]))).toBe(0);
});

const padded = sizes(1, 6, { min: 1, max: 4 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    paddings: fc.tuple(...shape.map((size) => fc.tuple(fc.nat(size - 1), fc.nat(size - 1)))),
  }),
);

describe('PadV2', () => {
  test('puts a number around a tensor', () => {
    fc.assert(
      fc.property(padded, fc.constantFrom(0, -2.5), ({ shape, paddings }, value) => {
        expect(compareKernel('PadV2', () => tf.pad(numbered(shape), paddings, value))).toBe(0);
      }),
      RUNS,
    );
  });

  test('of integers, and of nothing', () => {
    const integers = tf.tensor2d([[1, 2, 3]], [1, 3], 'int32');
    const around: [number, number][] = [
      [1, 1],
      [0, 2],
    ];
    expect(compareKernel('PadV2', () => tf.pad(integers, around, 7))).toBe(0);
    expect(compareKernel('PadV2', () => tf.pad(tf.zeros([0, 3]), around, 7))).toBe(0);
  });

  test('refuses paddings that are no pairs', () => {
    const [x, y] = [
      { shape: [1], dtype: 'float32', values: [1] },
      { shape: [2], dtype: 'float32' },
    ] as const;
    expect(() => runKernel(padV2, [x], [y], { paddings: [1, 0] })).toThrow(UnsupportedError);
    expect(() => runKernel(mirrorPad, [x], [y], { paddings: [[1, 0]], mode: 'wrap' })).toThrow(/got wrap/);
  });
});

test('MirrorPad repeats a tensor backwards at its ends, with or without the first number', () => {
  fc.assert(
    fc.property(padded, fc.constantFrom('reflect', 'symmetric'), ({ shape, paddings }, mode) => {
      expect(compareKernel('MirrorPad', () => tf.mirrorPad(numbered(shape), paddings, mode))).toBe(0);
    }),
    RUNS,
  );
});

test('Reverse turns axes around', () => {
  const cases = sizes(1, 6, { min: 1, max: 4 }).chain((shape) =>
    fc.record({ shape: fc.constant(shape), axes: fc.subarray(shape.map((_, axis) => axis)) }),
  );
  fc.assert(
    fc.property(cases, ({ shape, axes }) => {
      expect(compareKernel('Reverse', () => tf.reverse(numbered(shape), axes))).toBe(0);
    }),
    RUNS,
  );
  expect(compareKernel('Reverse', () => tf.reverse(numbered([2, 3, 70]), [-3, 1]))).toBe(0);
  expect(compareKernel('Reverse', () => tf.reverse(tf.zeros([2, 0]), 1))).toBe(0);
});
