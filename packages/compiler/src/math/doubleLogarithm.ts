import type { Local } from '../wasm/FunctionBuilder.ts';
import { doubleExponential, INTEGER_IN_LOW_BITS } from './doubleExponential.ts';
import { series } from './series.ts';
import type { Expression, Operand, VectorArithmetic } from './VectorArithmetic.ts';

/** 2 artanh s / s over s². */
const LOGARITHM = series(11, (n) => 2 / (2 * n + 1));

/** log x in doubles for x ≥ 0 that are no denormal doubles. */
export function doubleLogarithm(math: VectorArithmetic, x: Operand): Expression {
  const kept = math.keep(x);
  // Adding what lies between √½ and 1 carries into the exponent where the mantissa is above √½.
  const bits = math.keep(math.op('i64x2.add', math.op('i64x2.sub', kept, Math.SQRT1_2), 1));
  const exponent = math.keep(
    math.op('i64x2.sub', math.shift('i64x2.shr_s', bits, 52), math.shift('i64x2.shr_s', 1, 52)),
  );
  const n = math.keep(
    math.subtract(math.op('i64x2.add', exponent, INTEGER_IN_LOW_BITS), INTEGER_IN_LOW_BITS),
  );
  const power = math.shift('i64x2.shl', exponent, 52);
  const m = math.keep(math.op('i64x2.sub', kept, power));
  const s = math.keep(math.divide(math.subtract(m, 1), math.add(m, 1)));
  const square = math.keep(math.multiply(s, s));
  const result = math.multiplyAdd(n, Math.LN2, math.multiply(s, math.polynomial(square, LOGARITHM)));
  const hasNumber = math.compare(kept, 'lt', Number.POSITIVE_INFINITY);
  const ofZero = math.select(math.compare(kept, 'eq', 0), Number.NEGATIVE_INFINITY, kept);
  return math.select(math.and(hasNumber, math.compare(kept, 'gt', 0)), result, ofZero);
}

/** log(1 + x) in doubles for x ≥ 0, also where 1 + x is rounded to 1. */
function doubleLog1p(math: VectorArithmetic, x: Operand): Expression {
  const kept = math.keep(x);
  const sum = math.keep(math.add(kept, 1));
  const seen = math.keep(math.subtract(sum, 1));
  const large = math.compare(kept, 'ge', 1e15);
  const factor = math.select(large, 1, math.divide(kept, seen));
  const result = math.multiply(doubleLogarithm(math, sum), factor);
  return math.select(math.compare(seen, 'eq', 0), kept, result);
}

/** x^y as `Math.pow`. */
export function pow(math: VectorArithmetic, x: Local, y: Local): Expression {
  const size = doubleExponential(math, math.multiply(y, doubleLogarithm(math, math.absolute(x))));
  const isInteger = math.keep(math.compare(y, 'eq', math.floor(y)));
  const half = math.keep(math.multiply(y, 0.5));
  const isOdd = math.and(isInteger, math.compare(half, 'ne', math.floor(half)));
  const signed = math.flip(size, math.and(math.signOf(x), isOdd));
  const isNegative = math.and(math.compare(x, 'lt', 0), math.compare(x, 'gt', Number.NEGATIVE_INFINITY));
  const isUndefined = math.op('v128.andnot', isNegative, isInteger);
  const result = math.select(isUndefined, Number.NaN, signed);
  return math.select(math.compare(y, 'eq', 0), 1, result);
}

export function asinh(math: VectorArithmetic, x: Local): Expression {
  const size = math.keep(math.absolute(x));
  const square = math.keep(math.multiply(size, size));
  const root = math.squareRoot(math.add(square, 1));
  const above = math.add(size, math.divide(square, math.add(root, 1)));
  const bounded = math.select(math.compare(size, 'lt', Number.POSITIVE_INFINITY), above, size);
  return math.withSignOf(x, doubleLog1p(math, bounded));
}

export function acosh(math: VectorArithmetic, x: Local): Expression {
  const above = math.keep(math.subtract(x, 1));
  const root = math.squareRoot(math.multiply(above, math.add(above, 2)));
  return math.select(math.compare(x, 'lt', 1), Number.NaN, doubleLog1p(math, math.add(above, root)));
}

export function atanh(math: VectorArithmetic, x: Local): Expression {
  const size = math.keep(math.absolute(x));
  const ratio = math.divide(math.add(size, size), math.subtract(1, size));
  const result = math.withSignOf(x, math.multiply(doubleLog1p(math, ratio), 0.5));
  return math.select(math.compare(size, 'gt', 1), Number.NaN, result);
}
