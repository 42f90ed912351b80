import type { Local } from '../wasm/FunctionBuilder.ts';
import type { Expression, Operand, VectorArithmetic } from './VectorArithmetic.ts';

/** (e^r − 1 − r) / r² for |r| ≤ ½ ln 2, from Cephes' expf. */
const EXPONENTIAL = [
  5.0000001201e-1, 1.6666665459e-1, 4.1665795894e-2, 8.3334519073e-3, 1.3981999507e-3, 1.987569195e-4,
];

/** ln 2 as a sum; products of the first with small integers are exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.1219444005469057e-4;

/** Added to a float below 2²², it leaves the nearest integer in the lowest bits. */
const INTEGER_IN_LOW_BITS = 1.5 * 2 ** 23;

/** x = n · ln 2 + r; `bits` holds n in its lowest 9 bits. */
interface Split {
  readonly bits: Local;
  readonly r: Local;
}

function split(math: VectorArithmetic, x: Operand): Split & { readonly remainder: Local; readonly n: Local } {
  const kept = math.keep(x);
  const bits = math.keep(math.multiplyAdd(kept, Math.LOG2E, INTEGER_IN_LOW_BITS));
  const n = math.keep(math.subtract(bits, INTEGER_IN_LOW_BITS));
  const remainder = math.keep(math.multiplyAdd(n, -LN2_HIGH, kept));
  return { bits, n, remainder, r: math.keep(math.multiplyAdd(n, -LN2_LOW, remainder)) };
}

/** 2^n as a product of two numbers, each of which is normal for n from −252 to 254. */
function powerOfTwo(math: VectorArithmetic, bits: Local): readonly [Local, Local] {
  const half = math.keep(math.shift('i32x4.shr_s', bits, 1));
  const float = (exponent: Operand) =>
    math.keep(math.op('i32x4.add', math.shift('i32x4.shl', exponent, 23), 1));
  return [float(half), float(math.op('i32x4.sub', bits, half))];
}

/** e^r − 1. */
function reducedExpm1(math: VectorArithmetic, r: Local): Expression {
  return math.multiplyAdd(math.multiply(r, r), math.polynomial(r, EXPONENTIAL), r);
}

/** Beyond these e^x is 0 and ∞. */
const LOWEST = -104;
const HIGHEST = 89;

/** e^x for x ≤ 89. */
export function exponential(math: VectorArithmetic, x: Operand): Expression {
  const { bits, r } = split(math, math.atLeast(x, LOWEST));
  const [a, b] = powerOfTwo(math, bits);
  return math.multiply(math.multiply(math.add(reducedExpm1(math, r), 1), a), b);
}

/** e^x for x ≤ 89 within 0.6 units in the last place, for functions that round again. */
export function exactExponential(math: VectorArithmetic, x: Operand): Expression {
  const { bits, n, remainder, r } = split(math, math.atLeast(x, LOWEST));
  const [a, b] = powerOfTwo(math, bits);
  const lost = math.multiplyAdd(n, -LN2_LOW, math.subtract(remainder, r));
  const high = math.keep(math.add(r, 1));
  const low = math.add(math.subtract(r, math.subtract(high, 1)), lost);
  const square = math.keep(math.multiply(r, r));
  const sum = math.add(high, math.multiplyAdd(square, math.polynomial(r, EXPONENTIAL), low));
  return math.multiply(math.multiply(sum, a), b);
}

export function exp(math: VectorArithmetic, x: Local): Expression {
  return exponential(math, math.atMost(x, HIGHEST));
}

/** e^x − 1. */
export function expm1(math: VectorArithmetic, x: Local): Expression {
  const { bits, r } = split(math, math.atMost(math.atLeast(x, LOWEST), HIGHEST));
  const [a, b] = powerOfTwo(math, bits);
  const inverse = math.op('i32x4.sub', math.integer(0x7f000000), b);
  const scaled = math.multiplyAdd(reducedExpm1(math, r), a, math.subtract(a, inverse));
  return math.withSignOf(x, math.multiply(scaled, b));
}

/** 1 / (1 + e^−x), within 2.1 units in the last place. */
export function sigmoid(math: VectorArithmetic, x: Local): Expression {
  const decayed = math.keep(exactExponential(math, math.negate(math.absolute(x))));
  const isNegative = math.compare(x, 'lt', 0);
  return math.divide(math.select(isNegative, decayed, 1), math.add(decayed, 1));
}

/** (tanh x − x) / x³ over x² for |x| < 0.625, from Cephes' tanhf. */
const TANH = [-3.33332819422e-1, 1.33314422036e-1, -5.37397155531e-2, 2.06390887954e-2, -5.70498872745e-3];

export function tanh(math: VectorArithmetic, x: Local): Expression {
  const size = math.keep(math.absolute(x));
  const square = math.keep(math.multiply(x, x));
  const small = math.multiplyAdd(math.multiply(size, square), math.polynomial(square, TANH), size);
  // From 10 on, tanh is 1.
  const doubled = math.atMost(math.add(size, size), 20);
  const large = math.subtract(1, math.divide(2, math.add(exponential(math, doubled), 1)));
  return math.withSignOf(x, math.select(math.compare(size, 'lt', 0.625), small, large));
}
