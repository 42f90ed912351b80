export { compileModule } from './wasm/compileModule.ts';
export { FunctionBuilder, type Local, type Signature } from './wasm/FunctionBuilder.ts';
export { ModuleBuilder } from './wasm/ModuleBuilder.ts';
