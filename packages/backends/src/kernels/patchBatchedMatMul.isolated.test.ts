import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';

import { prepareBackend } from '../prepareBackend.ts';

beforeAll(() => prepareBackend('wasm', 'dense'));

/** Numbers without a pattern that a wrong matrix could survive. */
function filled(shape: number[], phase: number): tf.Tensor {
  const places = tf.range(0, tf.util.sizeFromShape(shape));
  return tf.tidy(() => tf.reshape(tf.sin(tf.add(tf.mul(places, 1.7), phase)), shape));
}

const SIZES = [
  { a: [3, 24, 60], b: [3, 60, 20] },
  { a: [2, 3, 24, 60], b: [2, 3, 60, 20] },
  { a: [1, 24, 60], b: [4, 60, 20] },
  { a: [4, 24, 60], b: [1, 60, 20] },
  { a: [2, 4, 24, 60], b: [60, 20] },
  { a: [2, 1, 24, 60], b: [2, 3, 60, 20] },
];

describe('a product of batches of matrices on wasm', () => {
  test.each(SIZES)('is that of each two, bit for bit: %o', ({ a, b }) => {
    tf.tidy(() => {
      const [first, second] = [filled(a, 0), filled(b, 1)];
      const product = tf.matMul(first, second);
      const batch = product.shape.slice(0, -2);
      const matrices = (x: tf.Tensor) =>
        tf.unstack(
          tf.reshape(tf.broadcastTo(x, [...batch, ...x.shape.slice(-2)]), [-1, ...x.shape.slice(-2)]),
        );
      const rights = matrices(second);
      const expected = matrices(first).map((left, index) => tf.matMul(left, rights[index] ?? left));
      expect(Array.from(product.dataSync())).toEqual(Array.from(tf.stack(expected).dataSync()));
    });
  });

  test('leaves nothing behind', () => {
    const [a, b] = [filled([3, 24, 60], 0), filled([3, 60, 20], 1)];
    const { numTensors, numDataBuffers } = tf.memory();
    for (let time = 0; time < 3; time++) tf.matMul(a, b).dispose();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    expect(tf.backend().numDataIds()).toBe(numDataBuffers);
    expect(Array.from(a.dataSync())).toEqual(Array.from(filled([3, 24, 60], 0).dataSync()));
    tf.dispose([a, b]);
  });
});
