import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { safeSqrt } from './safeSqrt.ts';

test('the root has slope 0 at 0 and the usual one elsewhere', () => {
  const x = tf.tensor1d([0, 1e-8, 4, 1e8]);
  expect(safeSqrt(x)).toBeAllClose([0, 1e-4, 2, 1e4], { atol: 0 });
  expect(tf.grad((t) => tf.sum(safeSqrt(t)))(x)).toBeAllClose([0, 5e3, 0.25, 5e-5], { atol: 0 });
});
