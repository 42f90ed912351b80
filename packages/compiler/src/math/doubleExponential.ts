import type { Local } from '../wasm/FunctionBuilder.ts';
import { series } from './series.ts';
import type { Expression, Operand, VectorArithmetic } from './VectorArithmetic.ts';

/** Added to a double below 2⁵¹, it leaves the nearest integer in the lowest bits. */
export const INTEGER_IN_LOW_BITS = 1.5 * 2 ** 52;

/** ln 2 as a sum; products of the first with small integers are exact. */
const LN2_HIGH = 6.931471803691238e-1;
const LN2_LOW = 1.9082149292705877e-10;

/** 1 / n!. */
export function inverseFactorial(n: number): number {
  return n < 2 ? 1 : inverseFactorial(n - 1) / n;
}

const EXPONENTIAL = series(12, inverseFactorial);

/** e^x in doubles; beyond ±700 as at ±700. */
export function doubleExponential(math: VectorArithmetic, x: Operand): Expression {
  const bounded = math.keep(math.atMost(math.atLeast(x, -700), 700));
  const bits = math.keep(math.multiplyAdd(bounded, Math.LOG2E, INTEGER_IN_LOW_BITS));
  const n = math.keep(math.subtract(bits, INTEGER_IN_LOW_BITS));
  const r = math.keep(math.multiplyAdd(n, -LN2_LOW, math.multiplyAdd(n, -LN2_HIGH, bounded)));
  const power = math.op('i64x2.add', math.shift('i64x2.shl', bits, 52), 1);
  return math.multiply(math.polynomial(r, EXPONENTIAL), power);
}

export function sinh(math: VectorArithmetic, x: Local): Expression {
  const square = math.keep(math.multiply(x, x));
  const small = math.multiply(
    x,
    math.polynomial(
      square,
      series(8, (n) => inverseFactorial(2 * n + 1)),
    ),
  );
  const grown = math.keep(doubleExponential(math, x));
  const large = math.multiply(math.subtract(grown, math.divide(1, grown)), 0.5);
  return math.select(math.compare(math.absolute(x), 'lt', 1), small, large);
}

export function cosh(math: VectorArithmetic, x: Local): Expression {
  const grown = math.keep(doubleExponential(math, x));
  return math.multiply(math.add(grown, math.divide(1, grown)), 0.5);
}
