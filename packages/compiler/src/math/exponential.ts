import type { Local } from '../wasm/FunctionBuilder.ts';
import type { Expression, Operand, VectorArithmetic } from './VectorArithmetic.ts';

/** (e^r − 1 − r) / r² for |r| ≤ ½ ln 2, by minimax: e^r within 3.3e-9. */
const EXPONENTIAL = [
  0.4999999403953552, 0.16666515171527863, 0.04166845604777336, 0.008369418792426586, 0.0013813144760206342,
];

/** ln 2 as a sum; products of the first with small integers are exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.1219444005469057e-4;

/** Added to a float below 2²², it leaves the nearest integer in the lowest bits. */
const INTEGER_IN_LOW_BITS = 1.5 * 2 ** 23;

/** What a float's exponent is stored with. */
const BIAS = 127;

/** How a number is multiplied by 2^n. */
interface Scaling {
  /** Added to n. */
  readonly bias: number;
  /** m · 2^n for an integer whose lowest 9 bits hold n + bias. */
  scale(math: VectorArithmetic, m: Operand, bits: Local): Expression;
}

/** The float whose exponent is stored as an integer's lowest bits: 2^(n − 127). */
function powerOfTwo(math: VectorArithmetic, bits: Operand): Expression {
  return math.shift('i32x4.shl', bits, 23);
}

/** For n from −126 to 127. */
const NORMAL: Scaling = {
  bias: BIAS,
  scale: (math, m, bits) => math.multiply(m, powerOfTwo(math, bits)),
};

/** For n from −150 to 103: by the second factor a result becomes subnormal, so that it is rounded once. */
const DECAYING: Scaling = {
  bias: BIAS + 24,
  scale: (math, m, bits) => math.multiply(NORMAL.scale(math, m, bits), 2 ** -24),
};

/** 2^n as a product of two numbers, each of which is normal for n from −252 to 254. */
function halves(math: VectorArithmetic, bits: Local): readonly [Expression, Expression] {
  const half = math.keep(math.shift('i32x4.shr_s', bits, 1));
  return [powerOfTwo(math, half), powerOfTwo(math, math.op('i32x4.sub', bits, half))];
}

/** For all that x can be. */
const ANY: Scaling = {
  bias: 2 * BIAS,
  scale(math, m, bits) {
    const [a, b] = halves(math, bits);
    return math.multiply(math.multiply(m, a), b);
  },
};

/**
 * x = n · ln 2 + r, where r is `remainder` − n · LN2_LOW but for its rounding; `bits` holds n + bias in its lowest
 * 9 bits.
 */
function split(math: VectorArithmetic, x: Operand, bias: number) {
  const kept = math.keep(x);
  const bits = math.keep(math.multiplyAdd(kept, Math.LOG2E, INTEGER_IN_LOW_BITS + bias));
  const n = math.keep(math.subtract(bits, INTEGER_IN_LOW_BITS + bias));
  const remainder = math.keep(math.multiplyAdd(n, -LN2_HIGH, kept));
  return { bits, n, remainder, r: math.keep(math.multiplyAdd(n, -LN2_LOW, remainder)) };
}

/** e^r − 1. */
function reducedExpm1(math: VectorArithmetic, r: Local): Expression {
  return math.multiplyAdd(math.multiply(r, r), math.polynomial(r, EXPONENTIAL), r);
}

/** Beyond these e^x is 0 and ∞. */
const LOWEST = -104;
const HIGHEST = 89;

function exponential(math: VectorArithmetic, x: Operand, { bias, scale }: Scaling): Expression {
  const { bits, r } = split(math, x, bias);
  return scale(math, math.add(reducedExpm1(math, r), 1), bits);
}

export function exp(math: VectorArithmetic, x: Local): Expression {
  return exponential(math, math.atMost(math.atLeast(x, LOWEST), HIGHEST), ANY);
}

/** e^x for x ≤ 0, with the bits of {@link exp} in less time. */
export function expOfNonPositive(math: VectorArithmetic, x: Local): Expression {
  return exponential(math, math.atLeast(x, LOWEST), DECAYING);
}

/** e^−|x| within 0.6 units in the last place, for functions that round again. */
export function exactDecay(math: VectorArithmetic, x: Local): Expression {
  const decaying = math.atLeast(math.negate(math.absolute(x)), LOWEST);
  const { bits, n, remainder, r } = split(math, decaying, DECAYING.bias);
  const lost = math.multiplyAdd(n, -LN2_LOW, math.subtract(remainder, r));
  const high = math.keep(math.add(r, 1));
  const low = math.add(math.subtract(r, math.subtract(high, 1)), lost);
  const square = math.keep(math.multiply(r, r));
  const sum = math.add(high, math.multiplyAdd(square, math.polynomial(r, EXPONENTIAL), low));
  return DECAYING.scale(math, sum, bits);
}

/** e^x − 1. */
export function expm1(math: VectorArithmetic, x: Local): Expression {
  const { bits, r } = split(math, math.atMost(math.atLeast(x, LOWEST), HIGHEST), ANY.bias);
  const [first, second] = halves(math, bits);
  const [a, b] = [math.keep(first), math.keep(second)];
  const inverse = math.op('i32x4.sub', math.integer(0x7f000000), b);
  const scaled = math.multiplyAdd(reducedExpm1(math, r), a, math.subtract(a, inverse));
  return math.withSignOf(x, math.multiply(scaled, b));
}

/** 1 / (1 + e^−x), within 2.1 units in the last place. */
export function sigmoid(math: VectorArithmetic, x: Local): Expression {
  const decayed = math.keep(exactDecay(math, x));
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
  const large = math.subtract(1, math.divide(2, math.add(exponential(math, doubled, NORMAL), 1)));
  return math.withSignOf(x, math.select(math.compare(size, 'lt', 0.625), small, large));
}
