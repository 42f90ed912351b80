import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';

import { prepareBackend } from './prepareBackend.ts';

beforeAll(() => prepareBackend('wasm', 'dense'));

test.each([
  ['a little less than WebAssembly can address', 2 ** 15 - 1, 4096],
  ['more than an address can tell apart, which would be cut to 128 KiB', 2 ** 15 + 1, 4097],
])('a tensor of %s is refused, and those that exist keep their numbers', (_, columns, mebibytes) => {
  const kept = tf.tensor1d([1, 2, 3]);
  const doubled = tf.mul(kept, 2);
  const { numTensors } = tf.memory();
  expect(() => tf.tidy(() => tf.add(tf.zeros([2 ** 15, 1]), tf.zeros([1, columns])))).toThrow(
    expect.objectContaining({
      code: 'out-of-memory',
      message: expect.stringContaining(`room for a tensor of ${mebibytes} MiB`),
    }),
  );
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(Array.from(doubled.dataSync())).toEqual([2, 4, 6]);
  expect(Array.from(tf.add(kept, doubled).dataSync())).toEqual([3, 6, 9]);
  tf.dispose([kept, doubled]);
});

test('empty tensors need no room', () => {
  expect(tf.add(tf.zeros([0]), 1).shape).toEqual([0]);
});
