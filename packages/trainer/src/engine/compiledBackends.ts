import { UnsupportedError } from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs-core';

/** Backends beside which steps are compiled: their kernels compute on the same processor, in a call each. */
export const COMPILED_BACKENDS: readonly string[] = ['cpu', 'wasm'];

/** @throws UnsupportedError beside another backend. */
export function checkCompiledBackend(): void {
  const backend = tf.getBackend();
  if (COMPILED_BACKENDS.includes(backend)) return;
  throw new UnsupportedError(
    `the backend '${backend}' computes elsewhere; compiled steps run beside ${COMPILED_BACKENDS.join(' or ')}`,
  );
}
