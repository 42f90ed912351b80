import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { lovaszExtension } from './lovaszExtension.ts';

const same = (errors: tf.Tensor) => errors;

test('at errors of 0 and 1 it is the Jaccard loss of the wrong rows', () => {
  // Two of three found, one claimed wrongly: 2 of 4 in common. Without any foreground: all or nothing.
  const errors = tf.tensor2d([
    [0, 1, 0, 1, 0],
    [0, 1, 0, 0, 1],
    [0, 0, 0, 0, 0],
  ]);
  const foreground = tf.tensor2d([
    [1, 1, 1, 0, 0],
    [0, 0, 0, 0, 0],
    [1, 1, 0, 0, 0],
  ]);
  const loss = lovaszExtension(errors, foreground, tf.sub(1, foreground), same);
  expect(loss).toBeAllClose([0.5, 1, 0]);
});

test('a row that weighs nothing changes nothing, one of weight 2 counts twice', () => {
  const once = lovaszExtension(
    tf.tensor2d([[0.9, 0.4, 0.4, 0.2]]),
    tf.tensor2d([[1, 0, 0, 1]]),
    tf.tensor2d([[0, 1, 1, 0]]),
    same,
  );
  const weighed = lovaszExtension(
    tf.tensor2d([[1e4, 0.9, 0.4, 0.2]]),
    tf.tensor2d([[0, 1, 0, 1]]),
    tf.tensor2d([[0, 0, 2, 0]]),
    same,
  );
  expect(weighed).toBeAllClose(once);
});
