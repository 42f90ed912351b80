import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { rhoAndPsi } from '../ops/rhoAndPsi.ts';
import { customGradient } from './customGradient.ts';

/** x³, whose gradient says whether it was given the square. */
function cube(x: tf.Tensor, given: number[]): tf.Tensor {
  return customGradient(
    rhoAndPsi(
      x,
      (value, save) => {
        const square = tf.mul(value, value);
        save(square);
        return tf.mul(value, square);
      },
      (dy, value, saved) => {
        given.push(saved.length);
        const [square = tf.mul(value, value)] = saved;
        return tf.mul(dy, tf.mul(3, square));
      },
    ),
  );
}

test('the gradient receives what the value saved', () => {
  const given: number[] = [];
  const x = tf.tensor1d([1, -2]);
  expect(tf.grad((y) => cube(y, given))(x)).toBeAllClose([3, 12]);
  expect(given).toEqual([1]);
});

test('a gradient that is differentiated again starts from the inputs', () => {
  const given: number[] = [];
  const slope = tf.grad((x) => cube(x, given));
  expect(tf.grad((x) => tf.sum(slope(x)))(tf.tensor1d([1, -2]))).toBeAllClose([6, -12]);
  expect(given).toEqual([0]);
});

test('nothing stays in memory, with and without a gradient, also when the value throws', () => {
  const x = tf.tensor1d([1, 2]);
  const before = tf.memory().numTensors;
  tf.tidy(() => void cube(x, []));
  tf.grad((y) => cube(y, []))(x).dispose();
  const failing = rhoAndPsi(
    x,
    () => {
      throw new RangeError('no value');
    },
    (dy) => dy,
  );
  expect(() => tf.tidy(() => customGradient(failing))).toThrow('no value');
  expect(tf.memory().numTensors).toBe(before);
  // What is computed after the throw is recorded again.
  const slope = tf.grad((y) => tf.square(y))(x);
  expect(slope).toBeAllClose([2, 4]);
});
