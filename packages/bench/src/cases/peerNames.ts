/** Peers that targets speak of, by the names that they have everywhere. */
export const COMPILED = 'losskit compiled';
export const COMPILED_FUSED = 'losskit compiled, fused multiply-add';
export const COMPILED_TRAIN = 'losskit train compiled';
export const COMPILED_TWO_THREADS = 'losskit compiled, two threads';
export const MEMORY_LOOP = 'loop of the same reads and writes';
export const ROOT_LOOP = 'loop of these and a root and a quotient';
export const NATIVE = 'tfjs native';
export const SCAN = 'JAX lax.scan';
export const JAX = 'JAX jit';
export const TORCH = 'PyTorch';
