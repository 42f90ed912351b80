import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { absolute } from './absolute.ts';
import { clampedLog } from './clampedLog.ts';
import { clampedLogComplement } from './clampedLogComplement.ts';
import { oneHot } from './oneHot.ts';
import { untracked } from './untracked.ts';
import { zeroSafeMultiply } from './zeroSafeMultiply.ts';

const { NEGATIVE_INFINITY: minusInfinity, NaN: nan } = Number;

const slopeOf = (f: (x: tf.Tensor) => tf.Tensor, x: readonly number[]) =>
  tf.grad((t) => tf.sum(f(t)))(tf.tensor1d([...x]));

test('the absolute value has slope 0 at 0 and ±1 elsewhere, however far out', () => {
  const x = [-1e4, -1e3, -1e-6, 0, 1e-6, 1e3, 1e4];
  expect(absolute(tf.tensor1d(x))).toBeAllClose(x.map(Math.abs), { atol: 0 });
  expect(slopeOf(absolute, x)).toBeAllClose(x.map(Math.sign), { atol: 0 });
});

describe('the clamped logarithm', () => {
  test('ends at −100 and its slope at 1e12', () => {
    const p = [0, 1e-38, 1e-13, 0.5, 1];
    expect(clampedLog(tf.tensor1d(p))).toBeAllClose([-100, -87.498233, -29.933606, -Math.LN2, 0]);
    expect(slopeOf(clampedLog, p)).toBeAllClose([1e12, 1e12, 1e12, 2, 1]);
  });

  test('of the complement does the same at the other end, and keeps small probabilities', () => {
    const p = [1, 0.5, 1e-10, 0];
    // The wasm backend's log1p is log(1 + x) in float32.
    const atol = tf.getBackend() === 'wasm' ? 1e-7 : 1e-16;
    expect(clampedLogComplement(tf.tensor1d(p))).toBeAllClose([-100, -Math.LN2, -1e-10, 0], { atol });
    expect(slopeOf(clampedLogComplement, p)).toBeAllClose([-1e12, -2, -1, -1]);
  });

  test('of what is no probability is NaN', () => {
    expect(clampedLog(tf.tensor1d([-0.1, nan]))).toBeAllClose([nan, nan], { equalNaN: true });
    expect(clampedLogComplement(tf.tensor1d([1.1, nan]))).toBeAllClose([nan, nan], { equalNaN: true });
  });
});

test('one-hot rows are float32 ones and zeros, and zeros for ids that do not exist', () => {
  const rows = oneHot(tf.tensor1d([2, 0, -1, 3], 'int32'), 3);
  expect(rows.dtype).toBe('float32');
  expect(rows).toBeAllClose([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], { atol: 0 });
});

test('what is computed untracked is a constant for the gradient, comparisons included', () => {
  const positivePart = (x: tf.Tensor) =>
    tf.mul(
      x,
      untracked([x], () => tf.cast(tf.greater(x, 0), 'float32')),
    );
  expect(slopeOf(positivePart, [-1e4, -2, 0, 3, 1e4])).toBeAllClose([0, 0, 0, 1, 1], { atol: 0 });
});

describe('the zero-safe product', () => {
  const factor = tf.tensor1d([0, 0, 2, 0, 0.5]);
  const x = [minusInfinity, nan, 1e4, -1e4, 1e3];

  test('is 0 where the factor is 0, whatever the other', () => {
    expect(zeroSafeMultiply(factor, tf.tensor1d(x))).toBeAllClose([0, 0, 2e4, 0, 500], { atol: 0 });
  });

  test('has a finite slope with respect to both', () => {
    expect(slopeOf((t) => zeroSafeMultiply(factor, t), x)).toBeAllClose([0, 0, 2, 0, 0.5], { atol: 0 });
    const toFactor = tf.grad((f) => tf.sum(zeroSafeMultiply(f, tf.tensor1d(x))))(factor);
    expect(toFactor).toBeAllClose([0, 0, 1e4, -1e4, 1e3], { atol: 0 });
  });

  test('stays infinite or NaN where the factor is not 0', () => {
    const broken = zeroSafeMultiply(tf.tensor1d([1, 1]), tf.tensor1d([minusInfinity, nan]));
    expect(broken).toBeAllClose([minusInfinity, nan], { equalNaN: true });
  });
});
