import { backend_util } from '@tensorflow/tfjs-core';

import type { Local } from '../wasm/FunctionBuilder.ts';
import { acos, asin, atan, atan2 } from './arctangent.ts';
import { floorDivision, mod } from './division.ts';
import { cosh, sinh } from './doubleExponential.ts';
import { acosh, asinh, atanh, pow } from './doubleLogarithm.ts';
import type { ElementFunction } from './ElementFunction.ts';
import { choice, doubleFormula, formula, instructions, truth } from './elementFunctions.ts';
import { erf } from './errorFunction.ts';
import { exp, expm1, expOfNonPositive, sigmoid, tanh } from './exponential.ts';
import { log, log1p, softplus } from './logarithm.ts';
import { cos, sin, tan } from './trigonometry.ts';
import type { Expression, VectorArithmetic } from './VectorArithmetic.ts';

const { SELU_SCALE, SELU_SCALEALPHA } = backend_util;
const { POSITIVE_INFINITY } = Number;

const INTEGERS = 2 ** 32;

function toInteger(math: VectorArithmetic, x: Local): Expression {
  const rounds = math.op('f32x4.nearest', math.multiply(x, 1 / INTEGERS));
  const rest = math.keep(math.subtract(x, math.multiply(rounds, INTEGERS)));
  const wrapped = math.select(math.compare(rest, 'ge', INTEGERS / 2), -INTEGERS / 2, rest);
  return math.op('i32x4.trunc_sat_f32x4_s', wrapped);
}

/**
 * What tfjs's kernels compute of single 32-bit floats, by their names. Truth values are the floats 0 and 1.
 */
export const VECTOR_FUNCTIONS: Readonly<Record<string, ElementFunction>> = {
  Add: instructions(2, 'f32x4.add'),
  Sub: instructions(2, 'f32x4.sub'),
  Multiply: instructions(2, 'f32x4.mul'),
  RealDiv: instructions(2, 'f32x4.div'),
  Maximum: instructions(2, 'f32x4.max'),
  Minimum: instructions(2, 'f32x4.min'),
  FloorDiv: doubleFormula(2, () => floorDivision),
  Mod: doubleFormula(2, () => mod),
  Pow: doubleFormula(2, () => pow),
  Atan2: doubleFormula(2, () => atan2),
  SquaredDifference: formula(2, () => (math, a, b) => {
    const difference = math.keep(math.subtract(a, b));
    return math.multiply(difference, difference);
  }),
  Prelu: formula(
    2,
    () => (math, x, alpha) => math.select(math.compare(x, 'lt', 0), math.multiply(alpha, x), x),
  ),
  EluGrad: formula(2, () => (math, dy, y) => {
    const slope = math.select(math.compare(y, 'ge', 0), 1, math.add(y, 1));
    return math.multiply(dy, slope);
  }),

  Abs: instructions(1, 'f32x4.abs'),
  Neg: instructions(1, 'f32x4.neg'),
  Floor: instructions(1, 'f32x4.floor'),
  Ceil: instructions(1, 'f32x4.ceil'),
  Round: instructions(1, 'f32x4.nearest'),
  Sqrt: instructions(1, 'f32x4.sqrt'),
  Square: formula(1, () => (math, x) => math.multiply(x, x)),
  Reciprocal: formula(1, () => (math, x) => math.divide(1, x)),
  Rsqrt: formula(1, () => (math, x) => math.divide(1, math.squareRoot(x))),
  Sign: formula(1, () => (math, x) => {
    const one = math.withSignOf(x, 1);
    return math.select(math.compare(math.absolute(x), 'gt', 0), one, x);
  }),
  Step: formula(1, (attribute) => (math, x) => {
    const step = math.select(math.compare(x, 'gt', 0), 1, attribute('alpha'));
    return math.select(math.compare(x, 'eq', x), step, x);
  }),
  ClipByValue: formula(
    1,
    (attribute) => (math, x) =>
      math.atLeast(math.atMost(x, attribute('clipValueMax')), attribute('clipValueMin')),
  ),
  Relu: formula(1, () => (math, x) => math.atLeast(x, 0)),
  Relu6: formula(1, () => (math, x) => math.atMost(math.atLeast(x, 0), 6)),
  LeakyRelu: formula(
    1,
    (attribute) => (math, x) =>
      math.select(math.compare(x, 'lt', 0), math.multiply(x, attribute('alpha')), x),
  ),
  Elu: formula(1, () => (math, x) => math.select(math.compare(x, 'ge', 0), x, expm1(math, x))),
  Selu: formula(
    1,
    () => (math, x) =>
      math.select(
        math.compare(x, 'ge', 0),
        math.multiply(x, SELU_SCALE),
        math.multiply(expm1(math, x), SELU_SCALEALPHA),
      ),
  ),

  Exp: formula(1, () => exp),
  Expm1: formula(1, () => expm1),
  Log: formula(1, () => log),
  Log1p: formula(1, () => log1p),
  Sigmoid: formula(1, () => sigmoid),
  Softplus: formula(1, () => softplus),
  Tanh: formula(1, () => tanh),
  Sin: doubleFormula(1, () => sin),
  Cos: doubleFormula(1, () => cos),
  Tan: doubleFormula(1, () => tan),
  Asin: doubleFormula(1, () => asin),
  Acos: doubleFormula(1, () => acos),
  Atan: doubleFormula(1, () => atan),
  Sinh: doubleFormula(1, () => sinh),
  Cosh: doubleFormula(1, () => cosh),
  Asinh: doubleFormula(1, () => asinh),
  Acosh: doubleFormula(1, () => acosh),
  Atanh: doubleFormula(1, () => atanh),
  Erf: doubleFormula(1, () => erf),

  Equal: truth(2, 'f32x4.eq'),
  NotEqual: truth(2, 'f32x4.ne'),
  Less: truth(2, 'f32x4.lt'),
  LessEqual: truth(2, 'f32x4.le'),
  Greater: truth(2, 'f32x4.gt'),
  GreaterEqual: truth(2, 'f32x4.ge'),
  LogicalAnd: instructions(2, 'v128.and'),
  LogicalOr: instructions(2, 'v128.or'),
  LogicalNot: formula(1, () => (math, x) => math.flip(x, 1)),
  IsNan: formula(1, () => (math, x) => math.and(math.compare(x, 'ne', x), 1)),
  IsInf: formula(1, () => (math, x) => math.and(math.compare(math.absolute(x), 'eq', POSITIVE_INFINITY), 1)),
  IsFinite: formula(
    1,
    () => (math, x) => math.and(math.compare(math.absolute(x), 'lt', POSITIVE_INFINITY), 1),
  ),
  Select: choice(),

  /** e^x where x is known not to be above 0. */
  ExpOfNonPositive: formula(1, () => expOfNonPositive),

  /** Without the fraction; what is too large wraps around, and NaN and ±∞ are 0. */
  FloatToInteger: formula(1, () => toInteger),
};
