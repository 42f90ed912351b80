import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';

import { prepareBackend } from './prepareBackend.ts';

beforeAll(() => prepareBackend('wasm', 'dense'));

/** Numbers without a pattern that a wrong order of axes could survive. */
function filled(shape: number[], phase: number): tf.Tensor {
  return tf.tidy(() =>
    tf.reshape(tf.sin(tf.add(tf.mul(tf.range(0, tf.util.sizeFromShape(shape)), 1.7), phase)), shape),
  );
}

/** The product, its gradient to both factors, and the shapes, on a backend. */
async function productOn(
  backend: string,
  a: number[],
  b: number[],
  transposeA: boolean,
  transposeB: boolean,
) {
  await tf.setBackend(backend);
  const [first, second] = [filled(a, 0), filled(b, 1)];
  const product = tf.matMul(first, second, transposeA, transposeB);
  const weights = filled(product.shape, 2);
  const gradients = tf.grads((x: tf.Tensor, y: tf.Tensor) =>
    tf.sum(tf.mul(tf.matMul(x, y, transposeA, transposeB), weights)),
  )([first, second]);
  const tensors = [product, ...gradients];
  const values = await Promise.all(tensors.map(async (one) => Array.from(await one.data())));
  const shapes = tensors.map(({ shape }) => shape);
  tf.dispose([first, second, weights, tensors]);
  return { values, shapes };
}

function transposed(shape: readonly number[], swap: boolean): number[] {
  const [rows = 1, columns = 1] = shape.slice(-2);
  return swap ? [...shape.slice(0, -2), columns, rows] : [...shape];
}

const FLAGS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

describe('the matrix product of the wasm backend', () => {
  for (const [transposeA, transposeB] of FLAGS) {
    test.each([
      [
        [5, 3],
        [3, 4],
      ],
      [
        [2, 5, 3],
        [2, 3, 4],
      ],
      [
        [1, 5, 3],
        [2, 3, 4],
      ],
      [
        [2, 3, 5, 3],
        [2, 3, 3, 4],
      ],
      [
        [2, 1, 5, 3],
        [1, 3, 3, 4],
      ],
    ])(
      `equals the cpu backend's for %j · %j, a ${transposeA ? '' : 'not '}transposed, b ${transposeB ? '' : 'not '}transposed`,
      async (left, right) => {
        const shapes = [transposed(left, transposeA), transposed(right, transposeB)] as const;
        const reference = await productOn('cpu', ...shapes, transposeA, transposeB);
        const ours = await productOn('wasm', ...shapes, transposeA, transposeB);
        expect(ours.shapes).toEqual(reference.shapes);
        ours.values.forEach((values, index) => {
          expect(values).toBeAllClose(reference.values[index] ?? [], { rtol: 1e-5, atol: 1e-5 });
        });
      },
    );
  }

  test('keeps no data of the factors that it transposed', async () => {
    await tf.setBackend('wasm');
    const [a, b] = [filled([6, 4], 0), filled([5, 6], 1)];
    const before = [tf.memory().numTensors, tf.backend().numDataIds()];
    for (const _ of Array(3)) tf.dispose(tf.matMul(a, b, true, true));
    expect([tf.memory().numTensors, tf.backend().numDataIds()]).toEqual(before);
    tf.dispose([a, b]);
  });
});

describe('preparing wasm again', () => {
  test('does not wrap the product once more', async () => {
    const kernel = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
    await prepareBackend('wasm', 'dense');
    await prepareBackend('wasm', 'tiny');
    expect(tf.getKernel('BatchMatMul', 'wasm').kernelFunc).toBe(kernel);
  });
});
