import * as tf from '@tensorflow/tfjs';
import { chai, expect } from 'vitest';

import { toBeAllClose } from '../../packages/testing/dist/index.js';

/** @typedef {Parameters<typeof toBeAllClose>[0]} Numbers */

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

/**
 * @this {Chai.AssertionStatic & { _obj: Numbers }}
 * @param {Numbers} expected
 * @param {Parameters<typeof toBeAllClose>[2]} tolerance
 */
function assertAllClose(expected, tolerance) {
  const { pass, message } = toBeAllClose(this._obj, expected, tolerance);
  this.assert(pass, message(), message(), expected, this._obj);
}

/**
 * @this {Chai.AssertionStatic & { _obj: unknown }}
 * @param {(value: unknown) => boolean} isRight
 */
function assertSatisfies(isRight) {
  this.assert(isRight(this._obj), 'expected another value', 'expected another value', true, this._obj);
}

/** What mutants and the tests that come with them use; they are loaded without imports of their own. */
export function installMutationTools() {
  // Not expect.extend, with which vitest has toSatisfy too: such a matcher needs a test that vitest runs.
  chai.Assertion.addMethod('toBeAllClose', assertAllClose);
  chai.Assertion.addMethod('toSatisfy', assertSatisfies);
  Object.assign(globalThis, { losskitMutation: { constant, expect, withDrift } });
}
