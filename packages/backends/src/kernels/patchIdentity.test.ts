import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';

import { prepareBackend } from '../prepareBackend.ts';

beforeAll(() => prepareBackend('wasm', 'dense'));

test('a copy on wasm shares its numbers, and outlives what it was made of', () => {
  const x = tf.tensor1d([1, 2, 3]);
  const buffers = tf.memory().numDataBuffers;
  const copy = tf.engine().runKernel<tf.Tensor>('Identity', { x });
  expect(tf.memory().numDataBuffers).toBe(buffers);
  x.dispose();
  expect(Array.from(copy.dataSync())).toEqual([1, 2, 3]);
  copy.dispose();
  expect(tf.memory().numDataBuffers).toBe(buffers - 1);
});

test('a variable that is given a copy keeps it when the first changes', () => {
  const first = tf.variable(tf.tensor1d([1, 2]));
  const second = tf.variable(tf.zeros([2]));
  second.assign(tf.clone(first));
  first.assign(tf.add(first, 1));
  expect(Array.from(second.dataSync())).toEqual([1, 2]);
  tf.dispose([first, second]);
});

test('text is copied as before', () => {
  const x = tf.tensor1d(['a', 'b']);
  const copy = tf.engine().runKernel<tf.Tensor>('Identity', { x });
  expect(copy.dataSync()).toEqual(['a', 'b']);
  tf.dispose([x, copy]);
});
