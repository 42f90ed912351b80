import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { abs } from './abs.ts';
import { clampedLog } from './clampedLog.ts';
import { clampedLogComplement } from './clampedLogComplement.ts';
import { clip } from './clip.ts';
import { maxExcludingClass } from './crossEntropy/maxExcludingClass.ts';
import { entropyTerm } from './entropyTerm.ts';
import { log1p } from './log1p.ts';
import { oneHot } from './oneHot.ts';
import { relu } from './relu.ts';
import { argMaxWhere } from './rows/argMaxWhere.ts';
import { l2NormalizeRows } from './rows/l2NormalizeRows.ts';
import { maxWhere } from './rows/maxWhere.ts';
import { rowLengths } from './rows/rowLengths.ts';
import { takeAlongRows } from './rows/takeAlongRows.ts';
import { safeDivide } from './safeDivide.ts';
import { sign, step } from './sign.ts';
import { squarable } from './squarable.ts';
import { zeroSafeMultiply } from './zeroSafeMultiply.ts';

const { NEGATIVE_INFINITY: minusInfinity, NaN: nan } = Number;

const slopeOf = (f: (x: tf.Tensor) => tf.Tensor, x: readonly number[]) =>
  tf.grad((t) => tf.sum(f(t)))(tf.tensor1d([...x]));

test('the absolute value has slope 0 at 0 and ±1 elsewhere, however far out', () => {
  const x = [-1e4, -1e3, -1e-6, 0, 1e-6, 1e3, 1e4];
  expect(abs(tf.tensor1d(x))).toBeAllClose(x.map(Math.abs), { atol: 0 });
  expect(slopeOf(abs, x)).toBeAllClose(x.map(Math.sign), { atol: 0 });
});

test('signs and steps are whole down to the smallest number, and NaN for NaN', () => {
  const x = [minusInfinity, -1e30, -1e-37, 0, 1e-37, 3e38, nan];
  expect(sign(tf.tensor1d(x))).toBeAllClose(x.map(Math.sign), { atol: 0, equalNaN: true });
  expect(step(tf.tensor1d(x))).toBeAllClose([0, 0, 0, 0, 1, 1, nan], { atol: 0, equalNaN: true });
  // The native backend takes subnormal numbers for 0.
  if (tf.getBackend() === 'tensorflow') return;
  expect(sign(tf.tensor1d([1e-45, -1e-40]))).toBeAllClose([1, -1], { atol: 0 });
});

test('a number is kept between two others, and NaN stays NaN with either sign', () => {
  const x = tf.tensor1d([minusInfinity, -2, 0.5, 3, nan]);
  expect(clip(x, -1, 2)).toBeAllClose([-1, -1, 0.5, 2, nan], { atol: 0, equalNaN: true });
  expect(clip(tf.neg(x), -1, 2)).toBeAllClose([2, 2, -0.5, -1, nan], { atol: 0, equalNaN: true });
  expect(slopeOf((t) => clip(t, -1, 2), [-2, 0, 3])).toBeAllClose([0, 1, 0], { atol: 0 });
});

test('lengths of rows neither overflow nor underflow, and a row of zeros pulls nowhere', () => {
  const rows = tf.tensor2d([
    [3e20, 4e20],
    [-3e-30, 4e-30],
    [3, -4],
    [0, 0],
  ]);
  expect(rowLengths(rows)).toBeAllClose([5e20, 5e-30, 5, 0], { rtol: 1e-6, atol: 0 });
  const slopes = tf.grad((x) => tf.sum(rowLengths(x)))(rows);
  expect(slopes).toBeAllClose([0.6, 0.8, -0.6, 0.8, 0.6, -0.8, 0, 0]);
});

test('a quotient has a gradient where the square of the denominator underflows', () => {
  const [n, d] = [tf.tensor1d([2e-30, 0, 1]), tf.tensor1d([1e-30, 1e-30, 0])];
  expect(safeDivide(n, d)).toBeAllClose([2, 0, 1]);
  const [ofNumerator, ofDenominator] = tf.grads((a, b) => tf.sum(safeDivide(a, b)))([n, d]);
  expect(ofNumerator ?? []).toBeAllClose([1e30, 1e30, 1]);
  expect(ofDenominator ?? []).toBeAllClose([-2e30, 0, -1]);
});

describe('the clamped logarithm', () => {
  test('ends at −100 and its slope at 1e12', () => {
    const p = [0, 1e-37, 1e-13, 0.5, 1];
    expect(clampedLog(tf.tensor1d(p))).toBeAllClose([-100, -85.195648, -29.933606, -Math.LN2, 0]);
    expect(slopeOf(clampedLog, p)).toBeAllClose([1e12, 1e12, 1e12, 2, 1]);
  });

  test('of the complement does the same at the other end, and keeps small probabilities', () => {
    const p = [1, 0.5, 1e-10, 0];
    expect(clampedLogComplement(tf.tensor1d(p))).toBeAllClose([-100, -Math.LN2, -1e-10, 0], { atol: 1e-16 });
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

test('what is computed stopGradient is a constant for the gradient, comparisons included', () => {
  const relu = (x: tf.Tensor) =>
    tf.mul(
      x,
      stopGradient([x], () => tf.cast(tf.greater(x, 0), 'float32')),
    );
  expect(slopeOf(relu, [-1e4, -2, 0, 3, 1e4])).toBeAllClose([0, 0, 0, 1, 1], { atol: 0 });
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

test('the positive part has slope 0 up to 0, 1 above, and keeps NaN of either sign', () => {
  const x = [-1e4, -1e3, -1e-6, 0, 1e-6, 1e3, 1e4];
  expect(relu(tf.tensor1d(x))).toBeAllClose(
    x.map((number) => Math.max(number, 0)),
    { atol: 0 },
  );
  expect(slopeOf(relu, x)).toBeAllClose([0, 0, 0, 0, 1, 1, 1], { atol: 0 });
  const broken = tf.tensor1d([nan, minusInfinity, Number.POSITIVE_INFINITY]);
  for (const signed of [broken, tf.concat([tf.neg(broken.slice(0, 1)), broken.slice(1)])]) {
    const expected = [nan, 0, Number.POSITIVE_INFINITY];
    expect(relu(signed)).toBeAllClose(expected, { equalNaN: true });
    const slopes = tf.grad((t) => tf.sum(relu(t)))(signed);
    expect(slopes).toBeAllClose([nan, 0, 1], { equalNaN: true });
  }
});

test('the logarithm of one more than a small number keeps its digits', () => {
  const x = [0, 1e-30, 1e-10, 1e-7, 1e-3, 1, 1e3, 1e4, -1e-7, -1e-3, -0.5];
  expect(log1p(tf.tensor1d(x))).toBeAllClose(x.map(Math.log1p), { rtol: 1e-6, atol: 0 });
  expect(slopeOf(log1p, x)).toBeAllClose(
    x.map((number) => 1 / (1 + number)),
    { rtol: 1e-6, atol: 0 },
  );
});

test('x log x is 0 at 0 with a finite slope, and NaN below', () => {
  const x = [0, 1e-30, 0.5, 1, 1e3, 1e4];
  const expected = x.map((number) => (number === 0 ? 0 : number * Math.log(number)));
  expect(entropyTerm(tf.tensor1d(x))).toBeAllClose(expected);
  expect(slopeOf(entropyTerm, x)).toBeAllClose(
    x.map((number) => Math.log(Math.max(number, 1.17549435e-38)) + 1),
  );
  expect(entropyTerm(tf.tensor1d([-1, nan]))).toBeAllClose([nan, nan], { equalNaN: true });
});

test('rows of length 1 point where they did, and a row of zeros stays one', () => {
  const rows = tf.tensor2d([
    [3e3, 4e3],
    [-3e-4, 4e-4],
    [0, 0],
  ]);
  expect(l2NormalizeRows(rows)).toBeAllClose([0.6, 0.8, -0.6, 0.8, 0, 0]);
  const slopes = tf.grad((x) => tf.sum(l2NormalizeRows(x)))(rows);
  expect(slopes).toBeAllClose([3.2e-5, -2.4e-5, 2240, 1680, 1, 1], { rtol: 1e-4 });
});

test('the highest other score of each class gets all of the gradient, the first of equal ones', () => {
  const scores = [
    [1, 5, 3],
    [-1e4, -1e3, -1e4],
    [2, 2, 2],
  ];
  expect(maxExcludingClass(tf.tensor2d(scores))).toBeAllClose([5, 3, 5, -1e3, -1e4, -1e3, 2, 2, 2]);
  const slopes = tf.grad((x) => tf.sum(maxExcludingClass(x)))(tf.tensor2d(scores));
  expect(slopes).toBeAllClose([0, 2, 1, 1, 2, 0, 2, 1, 0], { atol: 0 });
  expect(maxExcludingClass(tf.tensor2d([[7]]))).toBeAllClose([minusInfinity]);
});

test('the largest of the chosen numbers is found and taken, the first of equal ones', () => {
  const x = tf.tensor2d([
    [3, 9, 5],
    [2, -4, 2],
    [minusInfinity, nan, 1],
  ]);
  const chosen = tf.tensor2d([
    [1, 0, 1],
    [1, 1, 1],
    [0, 0, 0],
  ]);
  const places = argMaxWhere(chosen, x);
  expect(places.dtype).toBe('int32');
  expect(places).toBeAllClose([2, 0, 0], { atol: 0 });
  expect(maxWhere(chosen, x)).toBeAllClose([5, 2, minusInfinity]);
  expect(tf.grad((t) => maxWhere(chosen, t))(x)).toBeAllClose([0, 0, 1, 1, 0, 0, 1, 0, 0], { atol: 0 });
});

test('numbers are taken from one row for several places, whose slopes add up', () => {
  const x = tf.tensor3d([3, 9, 5, 7, 8, 6], [2, 1, 3]);
  const places = tf.tensor2d([2, 2, 0, 1], [2, 2], 'int32');
  expect(takeAlongRows(x, places)).toBeAllClose([5, 5, 7, 8]);
  expect(tf.grad((t) => takeAlongRows(t, places))(x)).toBeAllClose([0, 0, 2, 1, 1, 0], { atol: 0 });
});

test('numbers beyond 1e13 count as that, and NaN stays NaN', () => {
  const x = [-1e30, -1e13, 2.5, 1e13, 1e20, nan];
  expect(squarable(tf.tensor1d(x))).toBeAllClose([-1e13, -1e13, 2.5, 1e13, 1e13, nan], { equalNaN: true });
});
