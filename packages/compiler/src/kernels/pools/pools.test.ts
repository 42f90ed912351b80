import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { randomTensor } from '../../../fixtures/randomTensor.ts';
import { runKernel, type Values } from '../../../fixtures/runKernel.ts';
import { worstDifference } from '../../../fixtures/worstDifference.ts';
import type { PlanKernel } from '../Kernel.ts';
import { avgPool } from './avgPool.ts';
import { avgPoolGrad } from './avgPoolGrad.ts';
import { maxPool } from './maxPool.ts';
import { maxPoolGrad } from './maxPoolGrad.ts';

type Pad =
  | 'valid'
  | 'same'
  | number
  | [[number, number], [number, number], [number, number], [number, number]];

interface Case {
  readonly pictures: [number, number, number, number];
  readonly filterSize: [number, number];
  readonly strides: [number, number];
  readonly pad: Pad;
}

const CASES: readonly Case[] = [
  { pictures: [2, 8, 6, 8], filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
  { pictures: [2, 7, 5, 10], filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
  { pictures: [2, 7, 6, 10], filterSize: [3, 3], strides: [2, 2], pad: 'same' },
  { pictures: [1, 5, 5, 1], filterSize: [3, 2], strides: [1, 1], pad: 'same' },
  { pictures: [2, 6, 7, 3], filterSize: [2, 3], strides: [3, 1], pad: 'valid' },
  { pictures: [2, 5, 6, 5], filterSize: [5, 6], strides: [1, 1], pad: 'valid' },
  { pictures: [1, 9, 9, 7], filterSize: [4, 4], strides: [1, 2], pad: 'same' },
  {
    pictures: [1, 6, 5, 4],
    filterSize: [3, 3],
    strides: [2, 2],
    pad: [
      [0, 0],
      [1, 2],
      [2, 0],
      [0, 0],
    ],
  },
  { pictures: [1, 2, 2, 3], filterSize: [3, 3], strides: [1, 1], pad: 'same' },
  { pictures: [3, 1, 12, 6], filterSize: [1, 2], strides: [1, 2], pad: 'valid' },
  { pictures: [0, 4, 4, 2], filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
];

interface Pooling {
  readonly outShape: readonly number[];
  readonly pooled: number[];
  readonly gradient: Float64Array;
}

/** A pooling and its gradient, number by number. */
function reference(
  kind: 'max' | 'avg',
  { pictures, filterSize, strides, pad }: Case,
  x: Values,
  dy: ArrayLike<number>,
): Pooling {
  const info = tf.backend_util.computePool2DInfo(pictures, filterSize, strides, 1, pad, 'floor');
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels, filterHeight, filterWidth } = info;
  const pooled: number[] = [];
  const gradient = new Float64Array(x.values.length);
  for (let b = 0; b < batchSize; b++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++)
        for (let c = 0; c < inChannels; c++) {
          const places: number[] = [];
          for (let fy = 0; fy < filterHeight; fy++)
            for (let fx = 0; fx < filterWidth; fx++) {
              const y = oy * info.strideHeight + fy - info.padInfo.top;
              const left = ox * info.strideWidth + fx - info.padInfo.left;
              if (y < 0 || y >= inHeight || left < 0 || left >= inWidth) continue;
              places.push(((b * inHeight + y) * inWidth + left) * inChannels + c);
            }
          const given = dy[pooled.length] ?? 0;
          const valueAt = (place: number) => x.values[place] ?? 0;
          if (kind === 'avg') {
            pooled.push(places.reduce((sum, place) => sum + valueAt(place), 0) / places.length);
            for (const place of places)
              gradient[place] = (gradient[place] ?? 0) + given / (filterHeight * filterWidth);
            continue;
          }
          const winner = places.reduce((best, place) => (valueAt(place) > valueAt(best) ? place : best));
          pooled.push(valueAt(winner));
          gradient[winner] = (gradient[winner] ?? 0) + given;
        }
  return { outShape: info.outShape, pooled, gradient };
}

function run(
  kernel: PlanKernel,
  inputs: readonly Values[],
  shape: readonly number[],
  { filterSize, strides, pad }: Case,
) {
  const attributes = { filterSize, strides, pad, dimRoundingMode: 'floor' };
  const [got = []] = runKernel(kernel, inputs, [{ shape, dtype: 'float32' }], attributes);
  return got;
}

describe.each([
  { kind: 'max', forward: maxPool, backward: maxPoolGrad },
  { kind: 'avg', forward: avgPool, backward: avgPoolGrad },
] as const)('$kind pooling', ({ kind, forward, backward }) => {
  test.each(CASES)('and its gradient are right for %o', (one) => {
    // Few different numbers: the first of equal ones counts. All are below 0.
    const x = randomTensor(one.pictures, 1);
    const steps = {
      ...x,
      values: Float32Array.from(Array.from(x.values), (value) => Math.round(3 * value) - 4),
    };
    const { outShape } = reference(kind, one, steps, []);
    const dy = randomTensor(outShape, 2);
    const { pooled, gradient } = reference(kind, one, steps, dy.values);
    expect(worstDifference(run(forward, [steps], outShape, one), pooled)).toBeLessThan(1e-6);
    const inputs = kind === 'max' ? [dy, steps, { ...dy, values: pooled }] : [dy, steps];
    expect(worstDifference(run(backward, inputs, one.pictures, one), gradient)).toBeLessThan(1e-6);
  });
});

const PAIRS: Case = { pictures: [1, 1, 6, 1], filterSize: [1, 2], strides: [1, 2], pad: 'valid' };

test('the greatest number is not NaN unless it comes first, and the mean is', () => {
  const { NaN: nan, NEGATIVE_INFINITY: low } = Number;
  const x: Values = { shape: [1, 1, 6, 1], dtype: 'float32', values: [nan, 1, 2, nan, low, low] };
  expect(run(maxPool, [x], [1, 1, 3, 1], PAIRS)).toEqual([1, 2, low]);
  expect(run(avgPool, [x], [1, 1, 3, 1], PAIRS)).toEqual([nan, nan, low]);
  const dy: Values = { shape: [1, 1, 3, 1], dtype: 'float32', values: [3, 4, 5] };
  expect(run(maxPoolGrad, [dy, x, dy], x.shape, PAIRS)).toEqual([3, 0, 4, 0, 5, 0]);
});

test('the mean of many numbers keeps its digits', () => {
  const one: Case = { pictures: [1, 100, 100, 1], filterSize: [100, 100], strides: [1, 1], pad: 'valid' };
  const x: Values = { shape: one.pictures, dtype: 'float32', values: new Float32Array(10_000).fill(0.1) };
  expect(worstDifference(run(avgPool, [x], [1, 1, 1, 1], one), [Math.fround(0.1)])).toBeLessThan(2e-6);
});
