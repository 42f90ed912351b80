import type { Local } from '../wasm/FunctionBuilder.ts';
import { INTEGER_IN_LOW_BITS, inverseFactorial } from './doubleExponential.ts';
import { reduceLargeAngle } from './reduceLargeAngle.ts';
import { series } from './series.ts';
import type { Expression, Operand, VectorArithmetic } from './VectorArithmetic.ts';

/** π / 2 as a sum; products of the first two with integers up to 2²³ are exact. */
const HALF_PI = [1.570796325802803, 9.920935774287987e-10, 2.2517417741562176e-18] as const;

const alternating = (n: number) => (n % 2 === 0 ? 1 : -1);
const SINE = series(7, (n) => alternating(n) * inverseFactorial(2 * n + 1));
const COSINE = series(8, (n) => alternating(n) * inverseFactorial(2 * n));

interface Quadrant {
  /** Sine and cosine of the angle within ±π / 4. */
  readonly sine: Local;
  readonly cosine: Local;
  /** Which multiple of π / 2 is to be added, in the lowest bits. */
  readonly n: Local;
}

function quadrant(math: VectorArithmetic, x: Local): Quadrant {
  const n = math.keep(math.multiplyAdd(x, 2 / Math.PI, INTEGER_IN_LOW_BITS));
  const count = math.keep(math.subtract(n, INTEGER_IN_LOW_BITS));
  const r = math.keep(
    HALF_PI.reduce<Operand>((rest, part) => math.subtract(rest, math.multiply(count, part)), x),
  );
  reduceLargeAngle(math.f, x, { r, n });
  // The difference is NaN for infinite angles.
  math.set(r, math.subtract(r, math.subtract(x, x)));
  const square = math.keep(math.multiply(r, r));
  return {
    sine: math.keep(math.multiply(r, math.polynomial(square, SINE))),
    cosine: math.keep(math.polynomial(square, COSINE)),
    n,
  };
}

/** All bits set where `n` is odd. */
function isOdd(math: VectorArithmetic, n: Operand): Expression {
  return math.shift('i64x2.shr_s', math.shift('i64x2.shl', n, 63), 63);
}

/** Sine, cosine, −sine or −cosine, as the two lowest bits of `n` say. */
function choose(math: VectorArithmetic, n: Operand, { sine, cosine }: Quadrant): Expression {
  const sign = math.signOf(math.shift('i64x2.shl', n, 62));
  return math.flip(math.select(isOdd(math, n), cosine, sine), sign);
}

export function sin(math: VectorArithmetic, x: Local): Expression {
  const of = quadrant(math, x);
  return choose(math, of.n, of);
}

export function cos(math: VectorArithmetic, x: Local): Expression {
  const of = quadrant(math, x);
  // The bits of the smallest double are those of the integer 1.
  return choose(math, math.op('i64x2.add', of.n, Number.MIN_VALUE), of);
}

export function tan(math: VectorArithmetic, x: Local): Expression {
  const { sine, cosine, n } = quadrant(math, x);
  const odd = math.keep(isOdd(math, n));
  const over = math.select(odd, math.negate(cosine), sine);
  return math.divide(over, math.select(odd, sine, cosine));
}
