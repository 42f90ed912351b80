import { integerFloorDivision, integerMod } from './division.ts';
import type { ElementFunction } from './ElementFunction.ts';
import { choice, doubleFormula, formula, instructions, truth } from './elementFunctions.ts';
import { OF_INTEGERS } from './inDoubles.ts';

/** What tfjs's kernels compute of single 32-bit integers, by their names. Truth values are the floats 0 and 1. */
export const INTEGER_FUNCTIONS: Readonly<Record<string, ElementFunction>> = {
  Add: instructions(2, 'i32x4.add'),
  Sub: instructions(2, 'i32x4.sub'),
  Multiply: instructions(2, 'i32x4.mul'),
  Maximum: instructions(2, 'i32x4.max_s'),
  Minimum: instructions(2, 'i32x4.min_s'),
  BitwiseAnd: instructions(2, 'v128.and'),
  FloorDiv: doubleFormula(2, () => integerFloorDivision, OF_INTEGERS),
  Mod: doubleFormula(2, () => integerMod, OF_INTEGERS),
  SquaredDifference: formula(2, () => (math, a, b) => {
    const difference = math.keep(math.op('i32x4.sub', a, b));
    return math.op('i32x4.mul', difference, difference);
  }),

  Abs: instructions(1, 'i32x4.abs'),
  Neg: instructions(1, 'i32x4.neg'),
  Square: formula(1, () => (math, x) => math.op('i32x4.mul', x, x)),
  Relu: formula(1, () => (math, x) => math.op('i32x4.max_s', x, math.integer(0))),
  Sign: formula(
    1,
    () => (math, x) => math.op('i32x4.max_s', math.op('i32x4.min_s', x, math.integer(1)), math.integer(-1)),
  ),
  ClipByValue: doubleFormula(
    1,
    (attribute) => (math, x) =>
      math.atLeast(math.atMost(x, attribute('clipValueMax')), attribute('clipValueMin')),
    OF_INTEGERS,
  ),

  Equal: truth(2, 'i32x4.eq'),
  NotEqual: truth(2, 'i32x4.ne'),
  Less: truth(2, 'i32x4.lt_s'),
  LessEqual: truth(2, 'i32x4.le_s'),
  Greater: truth(2, 'i32x4.gt_s'),
  GreaterEqual: truth(2, 'i32x4.ge_s'),
  Select: choice(),

  IntegerToFloat: instructions(1, 'f32x4.convert_i32x4_s'),
};
