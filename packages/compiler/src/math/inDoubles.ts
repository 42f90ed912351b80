import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';
import type { Instruction } from '../wasm/instructions.ts';
import { type Expression, VectorArithmetic } from './VectorArithmetic.ts';

/** How the first two numbers of a vector become doubles, and two doubles the first two numbers. */
export interface Doubles {
  readonly from: Instruction;
  readonly to: Instruction;
}

const OF_FLOATS: Doubles = { from: 'f64x2.promote_low_f32x4', to: 'f32x4.demote_f64x2_zero' };
export const OF_INTEGERS: Doubles = {
  from: 'f64x2.convert_low_i32x4_s',
  to: 'i32x4.trunc_sat_f64x2_s_zero',
};

/** Computes on vectors of four 32-bit numbers, which lie on the stack, as two vectors of doubles. */
export function inDoubles(
  f: FunctionBuilder,
  arity: number,
  compute: (math: VectorArithmetic, ...operands: Local[]) => Expression,
  { from, to }: Doubles = OF_FLOATS,
): void {
  const math = new VectorArithmetic(f, 'f64x2', { fused: false });
  const operands = Array.from({ length: arity }, () => f.local('v128'));
  for (const operand of operands.toReversed()) f.set(operand);
  const results = [0, 1].map((half) => {
    const doubles = operands.map((operand) => {
      f.get(operand);
      if (half === 1) f.get(operand).shuffle32([2, 3, 2, 3]);
      f.op(from);
      return math.take();
    });
    const result = f.local('v128');
    math.set(result, math.op(to, compute(math, ...doubles)));
    math.release();
    return result;
  });
  for (const result of results) f.get(result);
  f.shuffle32([0, 1, 4, 5]);
  f.release(...operands, ...results);
}
