export { type EmitOptions, type TensorShape, UnsupportedError } from './kernels/Kernel.ts';
export { Program, type ProgramOptions } from './program/Program.ts';
export { type ResidentRows, Workspace } from './program/Workspace.ts';
export { checkSameTrace } from './trace/checkSameTrace.ts';
export { markDrawn } from './trace/markDrawn.ts';
export { type RecordedFunction, type RecordOptions, recordTrace } from './trace/recordTrace.ts';
export type { Numbers, Trace, TracedKernel, TracedTensor, TracedValue, ValueSource } from './trace/Trace.ts';
export { hasFusedMultiplyAdd } from './wasm/hasFusedMultiplyAdd.ts';
