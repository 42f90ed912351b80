import { UnsupportedError } from '../kernels/Kernel.ts';
import type { Local } from '../wasm/FunctionBuilder.ts';
import type { Instruction } from '../wasm/instructions.ts';
import type { ElementFunction } from './ElementFunction.ts';
import { type Doubles, inDoubles } from './inDoubles.ts';
import { type Expression, VectorArithmetic } from './VectorArithmetic.ts';

/** A formula of vectors in local variables. */
export type Formula = (math: VectorArithmetic, ...operands: Local[]) => Expression;

/** A number among the attributes of a kernel. */
export type Attribute = (name: string) => number;

function attributeOf(attributes: Readonly<Record<string, unknown>>): Attribute {
  return (name) => {
    const value = attributes[name];
    if (typeof value === 'number') return value;
    throw new UnsupportedError(`expected the attribute ${name} to be a number, got ${typeof value}.`);
  };
}

/** Instructions that find their operands on the stack as they lie there. */
export function instructions(arity: number, ...names: readonly Instruction[]): ElementFunction {
  return { arity, emit: (f) => void f.op(...names) };
}

/** 1 where the instructions set all bits, else 0. */
export function truth(arity: number, ...names: readonly Instruction[]): ElementFunction {
  return {
    arity,
    emit: (f) =>
      void f
        .op(...names)
        .constant(1)
        .op('v128.and'),
  };
}

/** The bits of one operand or the other, whatever they stand for. */
export function choice(): ElementFunction {
  return formula(
    3,
    () => (math, condition, then, otherwise) =>
      math.select(math.compare(condition, 'ne', 0), then, otherwise),
  );
}

export function formula(arity: number, compute: (attribute: Attribute) => Formula): ElementFunction {
  return {
    arity,
    emit(f, attributes, { fusedMultiplyAdd }) {
      const math = new VectorArithmetic(f, 'f32x4', { fused: fusedMultiplyAdd });
      const operands = Array.from({ length: arity }, () => math.take()).reverse();
      math.put(compute(attributeOf(attributes))(math, ...operands));
      math.release();
    },
  };
}

/** A formula that is computed in doubles, two at a time. */
export function doubleFormula(
  arity: number,
  compute: (attribute: Attribute) => Formula,
  numbers?: Doubles,
): ElementFunction {
  return {
    arity,
    emit: (f, attributes) => inDoubles(f, arity, compute(attributeOf(attributes)), numbers),
  };
}
