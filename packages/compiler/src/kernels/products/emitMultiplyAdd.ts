import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { EmitOptions } from '../Kernel.ts';

/** Adds a product to a sum. */
export function emitMultiplyAdd(
  f: FunctionBuilder,
  a: Local,
  b: Local,
  sum: Local,
  { fusedMultiplyAdd }: EmitOptions,
): void {
  if (fusedMultiplyAdd) f.get(a).get(b).get(sum).op('f32x4.relaxed_madd').set(sum);
  else f.get(sum).get(a).get(b).op('f32x4.mul', 'f32x4.add').set(sum);
}
