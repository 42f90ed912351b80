import { FunctionBuilder } from './FunctionBuilder.ts';
import { ModuleBuilder } from './ModuleBuilder.ts';

/** Whether the engine can multiply and add with one rounding (`f32x4.relaxed_madd`). */
export function hasFusedMultiplyAdd(): boolean {
  const f = new FunctionBuilder();
  f.f32x4(0).f32x4(0).f32x4(0).op('f32x4.relaxed_madd', 'drop');
  const module = new ModuleBuilder();
  module.add(f);
  return WebAssembly.validate(module.encode({ bytes: 0 }));
}
