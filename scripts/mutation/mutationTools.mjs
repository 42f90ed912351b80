import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

import { toBeAllClose } from '../../packages/testing/dist/index.js';

/** The same numbers without a gradient. @param {tf.Tensor} tensor */
function constant(tensor) {
  const still = tf.customGrad((x) => {
    if (!(x instanceof tf.Tensor)) throw new TypeError('constant: expected a tensor.');
    return { value: tf.clone(x), gradFunc: (/** @type {tf.Tensor} */ dy) => tf.zerosLike(dy) };
  });
  return still(tensor);
}

/** The same value whose gradient with respect to `input` is off by 0.01. @param {tf.Tensor} value @param {tf.Tensor} input */
function withDrift(value, input) {
  return tf.add(value, tf.mul(0.01, tf.sum(tf.sub(input, constant(input)))));
}

/** What mutants and the tests that come with them use; they are loaded without imports of their own. */
export function installMutationTools() {
  expect.extend({ toBeAllClose });
  Object.assign(globalThis, { losskitMutation: { constant, expect, withDrift } });
}
