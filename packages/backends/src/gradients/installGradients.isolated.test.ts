import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { installedFixes } from '../installedFixes.ts';
import { wasm } from '../wasm.ts';
import { installGradients } from './installGradients.ts';

/** A function whose gradient goes through a kernel in question. */
interface Example {
  readonly kernel: string;
  readonly shapes: readonly (readonly number[])[];
  /** Its mean over the result is what is differentiated. */
  readonly f: (...x: tf.Tensor[]) => tf.Tensor;
}

const one = (kernel: string, shape: readonly number[], f: (x: tf.Tensor) => tf.Tensor): Example => ({
  kernel,
  shapes: [shape],
  f: (x) => f(x ?? tf.scalar(0)),
});

const two = (
  kernel: string,
  shapes: readonly [readonly number[], readonly number[]],
  f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): Example => ({ kernel, shapes, f: (a, b) => f(a ?? tf.scalar(0), b ?? tf.scalar(0)) });

/** Chooses by a condition that depends on what is differentiated. */
const choose = (condition: (x: tf.Tensor) => tf.Tensor) => (x: tf.Tensor) =>
  tf.where(condition(x), x.square(), x.mul(3));

const half = (x: tf.Tensor) => x.greater(0.5);

const whole = (values: number[], shape: number[]) => tf.tensor(values, shape, 'int32');

const EXAMPLES: readonly Example[] = [
  one('Greater', [5], choose(half)),
  one('GreaterEqual', [3], (x) => x.mul(x.toInt().greaterEqual(tf.scalar(1, 'int32')).toFloat())),
  one(
    'Less',
    [5],
    choose((x) => x.less(0.5)),
  ),
  one(
    'LessEqual',
    [5],
    choose((x) => x.lessEqual(0.5)),
  ),
  one(
    'Equal',
    [5],
    choose((x) => x.equal(x.max())),
  ),
  one(
    'NotEqual',
    [2, 3],
    choose((x) => x.notEqual(x.max(1, true))),
  ),
  one(
    'LogicalAnd',
    [5],
    choose((x) => half(x).logicalAnd(x.less(0.8))),
  ),
  one(
    'LogicalOr',
    [5],
    choose((x) => half(x).logicalOr(x.less(-0.2))),
  ),
  one(
    'LogicalXor',
    [5],
    choose((x) => tf.logicalXor(half(x), x.less(0.8))),
  ),
  one(
    'LogicalNot',
    [5],
    choose((x) => half(x).logicalNot()),
  ),
  one(
    'Any',
    [2, 3],
    choose((x) => half(x).any(1, true).logicalAnd(half(x))),
  ),
  one(
    'All',
    [2, 3],
    choose((x) => half(x).all(1, true).logicalOr(half(x))),
  ),
  two('Maximum', [[4, 1], [3]], (a, b) => tf.maximum(a, b).square()),
  two('Minimum', [[3], [2, 4, 1]], (a, b) => tf.minimum(a, b).square()),
  two('SquaredDifference', [[4, 3], []], (a, b) => tf.squaredDifference(a, b)),
  two(
    'BatchMatMul',
    [
      [1, 2, 3],
      [4, 3, 2],
    ],
    (a, b) => tf.matMul(a, b).square(),
  ),
  two(
    'BatchMatMul',
    [
      [4, 3, 2],
      [1, 2, 3],
    ],
    (a, b) => tf.matMul(a, b, true, true).square(),
  ),
  two(
    'BatchMatMul',
    [
      [2, 1, 2, 3],
      [4, 3, 2],
    ],
    (a, b) => tf.matMul(a, b).square(),
  ),
  two(
    'BatchMatMul',
    [
      [2, 3, 2, 2],
      [2, 1, 2, 2],
    ],
    (a, b) => tf.matMul(a, b, false, true).square(),
  ),
  one('GatherV2', [3, 4], (x) => x.gather(whole([0, 2, 2, 1], [4])).square()),
  one('GatherV2', [3, 4], (x) => x.gather(whole([3, 0, 3, 1], [2, 2]), 1).square()),
  one('GatherV2', [2, 3, 4], (x) => x.gather(whole([2, 0, 1, 1], [2, 2]), 1, 1).square()),
  one('GatherV2', [2, 2, 3], (x) => x.gather(whole([2, 0, 1, 1], [2, 2, 1]), 2, 2).square()),
  one('GatherV2', [4, 3], (x) => x.gather(x.argMax(1)).square()),
  one('GatherNd', [3, 4], (x) => tf.gatherND(x, whole([0, 1, 2, 3, 0, 1], [3, 2])).square()),
  two(
    'Einsum',
    [
      [2, 3, 4],
      [4, 2],
    ],
    (a, b) => tf.einsum('abc,cd->adb', a, b).square(),
  ),
  two(
    'Einsum',
    [
      [2, 3],
      [2, 3],
    ],
    (a, b) => tf.einsum('ab,ab->a', a, b).square(),
  ),
  one('Einsum', [2, 3], (x) => tf.einsum('ab->b', x).square()),
  two(
    'Conv2D',
    [
      [2, 6, 7, 2],
      [2, 3, 2, 2],
    ],
    (x, filter) => tf.conv2d(x.as4D(2, 6, 7, 2), filter.as4D(2, 3, 2, 2), 1, 'same', 'NHWC', [2, 2]).square(),
  ),
  two(
    'DepthwiseConv2dNative',
    [
      [2, 6, 7, 2],
      [2, 3, 2, 2],
    ],
    (x, filter) =>
      tf.depthwiseConv2d(x.as4D(2, 6, 7, 2), filter.as4D(2, 3, 2, 2), 1, 'valid', 'NHWC', [3, 2]).square(),
  ),
  two(
    'Conv3DBackpropInputV2',
    [
      [2, 2, 2, 3, 2],
      [2, 2, 2, 3, 2],
    ],
    (x, filter) =>
      tf
        .conv3dTranspose(x.as5D(2, 2, 2, 3, 2), filter.as5D(2, 2, 2, 3, 2), [2, 4, 4, 6, 3], 2, 'same')
        .square(),
  ),
  one('ResizeBilinear', [2, 2, 3, 2], (x) => tf.image.resizeBilinear(x.as4D(2, 2, 3, 2), [3, 5]).square()),
  one('ResizeNearestNeighbor', [2, 2, 3, 2], (x) =>
    tf.image.resizeNearestNeighbor(x.as4D(2, 2, 3, 2), [4, 5]).square(),
  ),
];

/** Numbers in (-1, 1), none of them close to another or to where an example has a kink. */
function numbers(shape: readonly number[], seed: number): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: size }, (_, index) => Math.sin(12.9898 * (index + 1) + 78.233 * seed));
}

function valueAt({ f, shapes }: Example, inputs: readonly (readonly number[])[]): number {
  return tf.tidy(() => {
    const tensors = shapes.map((shape, index) => tf.tensor([...(inputs[index] ?? [])], [...shape]));
    return (
      f(...tensors)
        .sum()
        .dataSync()[0] ?? Number.NaN
    );
  });
}

/** How far the gradient is from the slope, relative where that is large. */
function worstError(example: Example): number {
  const { f, shapes } = example;
  const inputs = shapes.map(numbers);
  const step = 1 / 128;
  const slopes = inputs.map((input, which) =>
    input.map((_, index) => {
      const [up = 0, down = 0] = [step, -step].map((move) =>
        valueAt(
          example,
          inputs.map((same, other) => (other === which ? same.with(index, (same[index] ?? 0) + move) : same)),
        ),
      );
      return (up - down) / (2 * step);
    }),
  );
  return tf.tidy(() => {
    const tensors = shapes.map((shape, index) => tf.tensor([...(inputs[index] ?? [])], [...shape]));
    const gradients = tf.grads((...x: tf.Tensor[]) => f(...x).sum())(tensors);
    const errors = gradients.flatMap((gradient, which) =>
      Array.from(gradient.dataSync(), (value, index) => {
        const slope = slopes[which]?.[index] ?? Number.NaN;
        return Math.abs(value - slope) / (1 + Math.abs(slope));
      }),
    );
    return Math.max(...errors);
  });
}

function isWrong(example: Example): boolean {
  try {
    return worstError(example) > 0.02;
  } catch {
    return true;
  }
}

describe('gradients that tfjs lacks or has wrong', () => {
  const wrongInTfjs = new Set<string>();
  let before = 'cpu';

  beforeAll(async () => {
    before = tf.getBackend();
    await wasm.prepare();
    for (const backend of ['wasm', 'cpu']) {
      await tf.setBackend(backend);
      for (const example of EXAMPLES) if (isWrong(example)) wrongInTfjs.add(example.kernel);
    }
    for (const backend of ['wasm', 'cpu']) {
      await tf.setBackend(backend);
      installGradients();
    }
  });

  afterAll(async () => {
    await tf.setBackend(before);
  });

  test('are replaced exactly where an example shows the fault', () => {
    const kernels = new Set(EXAMPLES.map(({ kernel }) => kernel));
    const replaced = installedFixes().filter(({ name }) => kernels.has(name));
    expect(new Set(replaced.map(({ name }) => name))).toEqual(wrongInTfjs);
  });

  test.each(['cpu', 'wasm'])(
    'use products of batches that are both repeated, which are right on %s',
    async (name) => {
      await tf.setBackend(name);
      const a = numbers([2, 1, 3], 1);
      const b = numbers([4, 3], 2);
      tf.tidy(() => {
        const product = tf.matMul(tf.tensor(a, [2, 1, 1, 3]), tf.tensor(b, [4, 3, 1]));
        expect(product.shape).toEqual([2, 4, 1, 1]);
        const expected = [0, 3].flatMap((row) =>
          [0, 3, 6, 9].map((column) =>
            [0, 1, 2].reduce((sum, index) => sum + (a[row + index] ?? 0) * (b[column + index] ?? 0), 0),
          ),
        );
        expect(product).toBeAllClose(expected);
      });
    },
  );

  test('are reported with what was wrong, and tried only once per backend', () => {
    const fixes = installedFixes();
    expect(fixes.find(({ name }) => name === 'SquaredDifference')?.reason).toContain('wrong shape');
    installGradients();
    expect(installedFixes()).toEqual(fixes);
  });

  for (const backend of ['cpu', 'wasm']) {
    EXAMPLES.forEach((example, index) => {
      test(`are the slope on ${backend}: ${example.kernel}, example ${index}`, async () => {
        await tf.setBackend(backend);
        const tensors = tf.memory().numTensors;
        const buffers = tf.backend().numDataIds();
        expect(worstError(example)).toBeLessThan(0.02);
        expect(tf.memory().numTensors).toBe(tensors);
        expect(tf.backend().numDataIds()).toBe(buffers);
      });
    });
  }
});
