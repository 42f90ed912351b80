import type { Local } from '../wasm/FunctionBuilder.ts';
import { exactDecay } from './exponential.ts';
import type { Expression, Operand, VectorArithmetic } from './VectorArithmetic.ts';

/** (2 artanh s − 2s) / s³ over s² for 0 ≤ s ≤ ⅓, by interpolation at Chebyshev's points. */
const LOGARITHM = [
  0.6666666865348816, 0.3999970555305481, 0.285923570394516, 0.2170657515525818, 0.23224329948425293,
];

/** ln 2 as a sum; products of the first with exponents are exact. */
const LN2_HIGH = 6.9313812256e-1;
const LN2_LOW = 9.0580006145e-6;

const LOWEST_NORMAL = 2 ** -126;

/** log(1 + f) = f − (half − s · tail), for f from −0.3 to 1. */
function reduce(math: VectorArithmetic, f: Local) {
  const s = math.keep(math.divide(f, math.add(f, 2)));
  const z = math.keep(math.multiply(s, s));
  const half = math.keep(math.multiply(math.multiply(f, f), 0.5));
  const tail = math.keep(math.multiplyAdd(z, math.polynomial(z, LOGARITHM), half));
  return { s, half, tail };
}

/** log(1 + f) + n · ln 2 + `small`. */
function scaledLog(math: VectorArithmetic, f: Local, n: Local, small: Operand): Expression {
  const { s, half, tail } = reduce(math, f);
  const low = math.multiplyAdd(n, LN2_LOW, small);
  const sum = math.add(math.subtract(math.multiplyAdd(s, tail, low), half), f);
  return math.multiplyAdd(n, LN2_HIGH, sum);
}

/** x = 2^n · m, m from √½ to √2, for normal numbers above 0. */
function split(math: VectorArithmetic, x: Operand): { readonly n: Local; readonly m: Local } {
  const ROOT = 0x3f3504f3;
  const ONE = 0x3f800000;
  const bits = math.keep(math.op('i32x4.add', x, math.integer(ONE - ROOT)));
  const exponent = math.op('i32x4.sub', math.shift('i32x4.shr_s', bits, 23), math.integer(127));
  const n = math.keep(math.op('f32x4.convert_i32x4_s', exponent));
  return {
    n,
    m: math.keep(math.op('i32x4.add', math.and(bits, math.integer(0x7fffff)), math.integer(ROOT))),
  };
}

/** What the logarithm of `x` is for x ≤ 0, ∞ and NaN. */
function withLimits(math: VectorArithmetic, x: Local, result: Operand): Expression {
  const limit = math.select(math.compare(x, 'eq', 0), Number.NEGATIVE_INFINITY, Number.NaN);
  const hasNumber = math.compare(x, 'lt', Number.POSITIVE_INFINITY);
  return math.select(math.compare(x, 'le', 0), limit, math.select(hasNumber, result, x));
}

export function log(math: VectorArithmetic, x: Local): Expression {
  const isDenormal = math.keep(math.compare(x, 'lt', LOWEST_NORMAL));
  const { n, m } = split(math, math.select(isDenormal, math.multiply(x, 2 ** 25), x));
  const exponent = math.keep(math.subtract(n, math.and(isDenormal, 25)));
  return withLimits(math, x, scaledLog(math, math.keep(math.subtract(m, 1)), exponent, 0));
}

/** log(1 + x). */
export function log1p(math: VectorArithmetic, x: Local): Expression {
  const u = math.keep(math.add(x, 1));
  const { n, m } = split(math, u);
  // What 1 + x lost to rounding, if that is large enough to matter.
  const lost = math.subtract(x, math.subtract(u, 1));
  const isReduced = math.keep(math.compare(n, 'eq', 0));
  const f = math.keep(math.select(isReduced, x, math.subtract(m, 1)));
  const correction = math.op('v128.andnot', math.divide(lost, u), isReduced);
  return math.withSignOf(x, withLimits(math, u, scaledLog(math, f, n, correction)));
}

/** log(1 + e^x). */
export function softplus(math: VectorArithmetic, x: Local): Expression {
  const decayed = math.keep(exactDecay(math, x));
  const { s, half, tail } = reduce(math, decayed);
  const less = math.keep(math.subtract(half, math.multiply(s, tail)));
  const high = math.keep(math.subtract(decayed, less));
  // What the difference lost to rounding.
  const low = math.subtract(math.subtract(decayed, high), less);
  return math.add(math.add(math.atLeast(x, 0), low), high);
}
