import type { EmitOptions } from '../kernels/Kernel.ts';
import type { FunctionBuilder } from '../wasm/FunctionBuilder.ts';

/**
 * A function of single elements, four at a time: takes its operands, vectors of four numbers, from the stack
 * and leaves the result there.
 */
export interface ElementFunction {
  readonly arity: number;
  emit(f: FunctionBuilder, attributes: Readonly<Record<string, unknown>>, options: EmitOptions): void;
}
