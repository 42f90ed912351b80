import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { withCanaries } from './withCanaries.ts';

test('frees what is made, and passes errors on', () => {
  const before = tf.memory().numTensors;
  withCanaries(() => void tf.ones([3]));
  expect(() =>
    withCanaries(() => {
      throw new RangeError('no');
    }),
  ).toThrow('no');
  expect(tf.memory().numTensors).toBe(before);
});

test('a tensor that stays behind is noticed', () => {
  const kept: tf.Tensor[] = [];
  expect(() => withCanaries(() => void kept.push(tf.keep(tf.ones([3]))))).toThrow('stay behind, got 1');
  tf.dispose(kept);
});

test('another tensor that changes is noticed', () => {
  const { backend } = tf.engine();
  const readSync = backend.readSync;
  const before = tf.memory().numTensors;
  // As if one number had been written past the end of another tensor.
  const broken = () =>
    withCanaries(() => {
      backend.readSync = (dataId) => {
        const values = readSync.call(backend, dataId);
        return values.length === 64 && values instanceof Int32Array ? values.with(63, 9) : values;
      };
    });
  try {
    expect(broken).toThrow('stay as they are, got 1 that changed');
  } finally {
    backend.readSync = readSync;
  }
  expect(tf.memory().numTensors).toBe(before);
});
