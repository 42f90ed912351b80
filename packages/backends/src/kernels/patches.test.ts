import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { BackendName } from '../backendNames.ts';
import { prepareBackend } from '../prepareBackend.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** NaN with its sign bit set, as 0 / 0 gives on x86; some kernels treat it as a negative number. */
const negativeNaN = new Float32Array(Uint32Array.of(0xffc00000).buffer)[0] ?? nan;

const asked = process.env.LOSSKIT_BACKEND;
const BACKENDS: readonly BackendName[] = asked === 'native' || asked === 'webgpu' ? [asked] : ['cpu', 'wasm'];

const none = (shape: number[], dtype: 'float32' | 'bool' | 'int32' = 'float32') => tf.zeros(shape, dtype);
const ones = tf.ones;

type Case = readonly [name: string, compute: () => tf.Tensor, shape: number[], numbers: number[]];

/** What NumPy gives for the same: an empty sum is 0, an empty product 1, an empty mean NaN. */
const EMPTY: readonly Case[] = [
  [
    'where, a truth value per column',
    () => tf.where(ones([4], 'bool'), none([0, 4]), none([0, 4])),
    [0, 4],
    [],
  ],
  ['where, one truth value', () => tf.where(ones([1], 'bool'), none([0]), none([0])), [0], []],
  ['where, no truth value', () => tf.where(none([0, 1], 'bool'), ones([4]), tf.scalar(2)), [0, 4], []],
  ['where of integers', () => tf.where(tf.scalar(true), none([0], 'int32'), none([0], 'int32')), [0], []],
  ['sum', () => tf.sum(none([0])), [], [0]],
  ['sum over rows', () => tf.sum(none([0, 3]), 0), [3], [0, 0, 0]],
  ['sum over the inner axes', () => tf.sum(none([2, 0, 3]), [1, 2], true), [2, 1, 1], [0, 0]],
  ['sum of rows that are not there', () => tf.sum(none([0, 3]), 1), [0], []],
  ['mean', () => tf.mean(none([0, 2]), 0), [2], [nan, nan]],
  ['product', () => tf.prod(none([2, 0]), -1), [2], [1, 1]],
  ['max', () => tf.max(none([2, 0]), 1, true), [2, 1], [-infinity, -infinity]],
  ['max of integers', () => tf.max(none([0], 'int32')), [], [-(2 ** 31)]],
  ['min', () => tf.min(none([0])), [], [infinity]],
  ['any', () => tf.any(none([0, 2], 'bool'), 0), [2], [0, 0]],
  ['all', () => tf.all(none([0, 2], 'bool'), 0), [2], [1, 1]],
  ['logSumExp', () => tf.logSumExp(none([2, 0]), -1), [2], [-infinity, -infinity]],
  ['matMul', () => tf.matMul(none([2, 0]), none([0, 3])), [2, 3], [0, 0, 0, 0, 0, 0]],
  ['matMul of no rows', () => tf.matMul(none([0, 3]), ones([3, 2])), [0, 2], []],
  ['matMul, transposed', () => tf.matMul(none([0, 2]), none([0, 1]), true), [2, 1], [0, 0]],
  ['matMul, both transposed', () => tf.matMul(none([0, 2]), none([1, 0]), true, true), [2, 1], [0, 0]],
  ['matMul of batches', () => tf.matMul(none([2, 1, 0]), none([1, 0, 1])), [2, 1, 1], [0, 0]],
  ['einsum', () => tf.einsum('ij,jk->ik', none([1, 0]), none([0, 2])), [1, 2], [0, 0]],
  ...(['linear', 'relu', 'sigmoid'] as const).map(
    (activation): Case => [
      `fused matMul, ${activation}`,
      () => tf.fused.matMul({ a: none([1, 0]), b: none([0, 2]), bias: tf.tensor1d([-1, 2]), activation }),
      [1, 2],
      { linear: [-1, 2], relu: [0, 2], sigmoid: [1 / (1 + Math.E), 1 / (1 + Math.exp(-2))] }[activation],
    ],
  ),
  ['gather', () => tf.gather(none([0, 2]), tf.tensor1d([], 'int32')), [0, 2], []],
  ['gather of empty rows', () => tf.gather(none([3, 0]), tf.tensor1d([2, 1], 'int32')), [2, 0], []],
  ['concat', () => tf.concat([none([0, 2]), ones([1, 2])]), [1, 2], [1, 1]],
  [
    'pad',
    () =>
      tf.pad(none([0, 1]), [
        [1, 1],
        [0, 1],
      ]),
    [2, 2],
    [0, 0, 0, 0],
  ],
  ['tile', () => tf.tile(none([0, 2]), [3, 2]), [0, 4], []],
  ['cumsum', () => tf.cumsum(none([2, 0]), -1), [2, 0], []],
  [
    'segment sums',
    () => tf.unsortedSegmentSum(none([0, 2]), tf.tensor1d([], 'int32'), 2),
    [2, 2],
    [0, 0, 0, 0],
  ],
];

const matrix = () =>
  tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);

const NUMBERS: readonly Case[] = [
  ['cumsum along axis −1', () => tf.cumsum(matrix(), -1), [2, 2], [1, 3, 3, 7]],
  [
    'cumsum along axis −2, exclusive, reversed',
    () => tf.cumsum(matrix(), -2, true, true),
    [2, 2],
    [3, 4, 0, 0],
  ],
  ['cumprod along axis −1', () => tf.cumprod(matrix(), -1), [2, 2], [1, 2, 3, 12]],
  ['clip of integers', () => tf.clipByValue(tf.tensor1d([5, -7, 1], 'int32'), -2, 3), [3], [3, -2, 1]],
  ['truth of numbers', () => tf.cast(tf.tensor1d([0, 0.5, 256, -1, nan]), 'bool'), [5], [0, 1, 1, 1, 1]],
  ['truth of integers', () => tf.cast(tf.tensor1d([0, 256, -1], 'int32'), 'bool'), [3], [0, 1, 1]],
  ['max of no NaN', () => tf.maximum(tf.tensor1d([-1, 2]), tf.tensor1d([1, -infinity])), [2], [1, 2]],
  ['relu', () => tf.relu(tf.tensor1d([-infinity, -1, 0, 2, infinity])), [5], [0, 0, 0, 2, infinity]],
  ['clip', () => tf.clipByValue(tf.tensor1d([-infinity, 0.5, 3]), -1, 1), [3], [-1, 0.5, 1]],
  ['sign', () => tf.sign(tf.tensor1d([-infinity, -1e-37, 0, 1e-37])), [4], [-1, -1, 0, 1]],
  [
    'a sum of twenty',
    () => tf.addN(Array.from({ length: 20 }, (_, index) => tf.fill([2], index))),
    [2],
    [190, 190],
  ],
  ['sign of integers', () => tf.sign(tf.tensor1d([-5, 0, 7], 'int32')), [3], [-1, 0, 1]],
];

/** The places of NaN stay where they are. */
const WITH_NAN: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  relu: tf.relu,
  relu6: tf.relu6,
  abs: tf.abs,
  sign: tf.sign,
  step: tf.step,
  clip: (x) => tf.clipByValue(x, -1, 1),
  'maximum, first': (x) => tf.maximum(x, 0),
  'maximum, second': (x) => tf.maximum(0, x),
  'minimum, first': (x) => tf.minimum(x, tf.ones([2, 1])),
  'minimum, second': (x) => tf.minimum(tf.ones([2, 1]), x),
  softplus: tf.softplus,
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  'log1p of what is above −1': (x) => tf.log1p(tf.maximum(x, -0.5)),
  expm1: tf.expm1,
  softmax: (x) => tf.mul(x, 0).add(tf.softmax(x)),
  'gradient of abs': (x) => tf.grad((y) => tf.abs(y))(x),
  'gradient of maximum': (x) => tf.mul(x, tf.grad((y) => tf.maximum(y, 0))(x)),
  ...Object.fromEntries(
    (['relu', 'relu6', 'sigmoid'] as const).map((activation) => [
      `fused matMul, ${activation}`,
      (x: tf.Tensor) => tf.fused.matMul({ a: x.as2D(10, 1), b: tf.ones([1, 1]), activation }).reshape([2, 5]),
    ]),
  ),
};

describe.each(BACKENDS)('kernels on %s', (backend) => {
  let canaries: tf.Tensor[] = [];
  beforeAll(async () => {
    await prepareBackend(backend, 'tiny');
    canaries = [tf.fill([64], 7), tf.fill([64], 7, 'int32'), tf.fill([64], 1, 'bool')];
  });
  afterAll(() => void tf.dispose(canaries));

  test.each([...EMPTY, ...NUMBERS])('%s', (_name, compute, shape, numbers) => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const result = compute();
      expect(result.shape).toEqual(shape);
      expect(result).toBeAllClose(numbers, { equalNaN: true });
    });
    expect(tf.memory().numTensors).toBe(before);
    for (const canary of canaries) {
      const number = canary.dtype === 'bool' ? 1 : 7;
      expect(Array.from(canary.dataSync())).toEqual(Array(64).fill(number));
    }
  });

  test.each(Object.entries(WITH_NAN))('%s hands on NaN', (name, compute) => {
    for (const missing of [nan, negativeNaN]) {
      const numbers = [1, missing, -2, missing, 0, missing, 3, 0.5, missing, -1];
      const got = tf.tidy(() => compute(tf.tensor2d(numbers, [2, 5])));
      const isMissing = Array.from(got.dataSync(), Number.isNaN);
      const wanted = name === 'softmax' ? numbers.map(() => true) : numbers.map(Number.isNaN);
      expect(isMissing).toEqual(wanted);
      got.dispose();
    }
  });

  test('convolutions with a fused relu hand on NaN', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([1, 1, negativeNaN, 1, 1, nan], [1, 2, 3, 1]);
      const filter = tf.ones<tf.Rank.R4>([1, 2, 1, 1]);
      for (const convolve of [tf.fused.conv2d, tf.fused.depthwiseConv2d]) {
        for (const activation of ['relu', 'relu6'] as const) {
          const got = convolve({ x, filter, strides: 1, pad: 'valid', activation });
          expect(got).toBeAllClose([2, nan, 2, nan], { equalNaN: true });
        }
      }
    });
  });

  test('log1p and expm1 keep every digit from 1e-37 to 1e37', () => {
    const xs = Array.from({ length: 149 }, (_, index) => Math.fround(10 ** (index / 2 - 37)));
    for (const [kernel, exact, points] of [
      [tf.log1p, Math.log1p, [...xs, ...xs.filter((x) => x < 1).map((x) => -x)]],
      [tf.expm1, Math.expm1, [...xs.filter((x) => x < 80), ...xs.map((x) => -x)]],
    ] as const) {
      expect(tf.tidy(() => kernel(tf.tensor1d([...points])))).toBeAllClose(points.map(exact), {
        rtol: 5e-7,
        atol: 0,
      });
    }
  });

  test('log is 0 at 1, and keeps its digits near it', () => {
    const points = [0, 1e-7, 1e-4, 0.01, 0.3, 0.39, 0.41].flatMap((x) => [1 - x, 1 + x]).map(Math.fround);
    expect(tf.tidy(() => tf.log(tf.tensor1d(points)))).toBeAllClose(points.map(Math.log), {
      rtol: 5e-7,
      atol: 0,
    });
  });

  test('every axis of a cumulative sum has its gradient', () => {
    tf.tidy(() => {
      const weights = tf.tensor2d([
        [1, 10],
        [100, 1000],
      ]);
      const gradient = (axis: number) =>
        tf.grad((x) => tf.sum(tf.mul(weights, tf.cumsum(x, axis))))(matrix());
      expect(gradient(0)).toBeAllClose([101, 1010, 100, 1000]);
      expect(gradient(-2)).toBeAllClose([101, 1010, 100, 1000]);
      expect(gradient(-1)).toBeAllClose([11, 10, 1100, 1000]);
    });
  });

  test('an empty product prints nothing', () => {
    const lines: unknown[] = [];
    const own = { log: console.log, error: console.error, warn: console.warn };
    const keep = (...line: unknown[]) => void lines.push(line);
    Object.assign(console, { log: keep, error: keep, warn: keep });
    try {
      tf.tidy(() => void tf.matMul(none([2, 0]), none([0, 3])).dataSync());
    } finally {
      Object.assign(console, own);
    }
    expect(lines).toEqual([]);
  });
});
