/** Backends beside which steps are compiled: their kernels compute on the same processor, in a call each. */
export const COMPILED_BACKENDS: readonly string[] = ['cpu', 'wasm'];
