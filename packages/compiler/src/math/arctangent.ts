import type { Local } from '../wasm/FunctionBuilder.ts';
import { series } from './series.ts';
import type { Expression, Operand, VectorArithmetic } from './VectorArithmetic.ts';

const TAN_EIGHTH = Math.SQRT2 - 1;

/** artan x / x over x². */
const ARCTANGENT = series(16, (n) => (n % 2 === 0 ? 1 : -1) / (2 * n + 1));

/** The angle of the point (x, y), as `Math.atan2`. */
export function atan2(math: VectorArithmetic, y: Operand, x: Operand): Expression {
  const [up, right] = [math.keep(y), math.keep(x)];
  const [height, width] = [math.keep(math.absolute(up)), math.keep(math.absolute(right))];
  const isSteep = math.keep(math.compare(height, 'gt', width));
  const less = math.select(isSteep, width, height);
  const more = math.keep(math.select(isSteep, height, width));
  const isDiagonal = math.and(math.compare(height, 'eq', width), math.compare(more, 'ne', 0));
  // 0 / 0 is to be 0.
  const divisor = math.select(math.compare(more, 'eq', 0), 1, more);
  const ratio = math.keep(math.select(isDiagonal, 1, math.divide(less, divisor)));
  const isWide = math.keep(math.compare(ratio, 'gt', TAN_EIGHTH));
  const turned = math.divide(math.subtract(ratio, 1), math.add(ratio, 1));
  const t = math.keep(math.select(isWide, turned, ratio));
  const square = math.keep(math.multiply(t, t));
  const small = math.multiply(t, math.polynomial(square, ARCTANGENT));
  const octant = math.keep(math.add(small, math.and(isWide, Math.PI / 4)));
  const quarter = math.keep(math.select(isSteep, math.subtract(Math.PI / 2, octant), octant));
  // −0 lies on the left, too.
  const isLeft = math.shift('i64x2.shr_s', right, 63);
  return math.withSignOf(up, math.select(isLeft, math.subtract(Math.PI, quarter), quarter));
}

export function atan(math: VectorArithmetic, x: Local): Expression {
  return atan2(math, x, 1);
}

/** √(1 − x²). */
function cathetus(math: VectorArithmetic, x: Local): Expression {
  return math.squareRoot(math.multiply(math.subtract(1, x), math.add(1, x)));
}

export function asin(math: VectorArithmetic, x: Local): Expression {
  return atan2(math, x, cathetus(math, x));
}

export function acos(math: VectorArithmetic, x: Local): Expression {
  return atan2(math, cathetus(math, x), x);
}
