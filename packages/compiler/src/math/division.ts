import type { Local } from '../wasm/FunctionBuilder.ts';
import type { Expression, VectorArithmetic } from './VectorArithmetic.ts';

/** Bits at the end of a double without which its product with a float is exact. */
const TRAILING = 25;

/** |a| modulo |b|, exactly, for floats in doubles. */
function remainder(math: VectorArithmetic, a: Local, b: Local): Local {
  const rest = math.keep(math.absolute(a));
  const divisor = math.keep(math.absolute(b));
  math.f.block(() => {
    math.f.repeat(() => {
      math.put(math.compare(rest, 'ge', divisor));
      math.f.op('v128.any_true', 'i32.eqz').branchIf(1);
      const quotient = math.floor(math.divide(rest, divisor));
      const leading = math.shift('i64x2.shl', math.shift('i64x2.shr_u', quotient, TRAILING), TRAILING);
      math.set(rest, math.subtract(rest, math.multiply(leading, divisor)));
      math.f.branch(0);
    });
  });
  return rest;
}

/** The remainder of a / b with the sign of b. */
export function mod(math: VectorArithmetic, a: Local, b: Local): Expression {
  const rest = math.keep(math.withSignOf(a, remainder(math, a, b)));
  const sum = math.keep(math.add(rest, b));
  const isWhole = math.compare(math.absolute(sum), 'ge', math.absolute(b));
  const turned = math.select(isWhole, math.subtract(sum, b), sum);
  const bothNegative = math.and(math.compare(a, 'lt', 0), math.compare(b, 'lt', 0));
  const neither = math.and(math.compare(a, 'ge', 0), math.compare(b, 'ge', 0));
  return math.select(math.op('v128.or', bothNegative, neither), rest, turned);
}

export function floorDivision(math: VectorArithmetic, a: Local, b: Local): Expression {
  return math.floor(math.divide(a, b));
}

/** The quotient of integers, 0 for division by 0; what is too large wraps around. */
export function integerFloorDivision(math: VectorArithmetic, a: Local, b: Local): Expression {
  const quotient = math.keep(floorDivision(math, a, b));
  const wrapped = math.select(math.compare(quotient, 'ge', 2 ** 31), -(2 ** 31), quotient);
  return math.select(math.compare(b, 'eq', 0), 0, wrapped);
}

/** The remainder of integers with the sign of b, 0 for division by 0. */
export function integerMod(math: VectorArithmetic, a: Local, b: Local): Expression {
  const whole = math.multiply(b, floorDivision(math, a, b));
  return math.select(math.compare(b, 'eq', 0), 0, math.subtract(a, whole));
}
