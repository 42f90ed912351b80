import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** Selects WebAssembly, loading its binary from the installed package: no network. */
export async function prepareWasm(): Promise<void> {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  if (tf.findBackend('wasm') === null) setWasmPaths(join(dirname(main), '/'));
  const ready = await tf.setBackend('wasm');
  if (!ready) {
    throw new LosskitError(
      'backend-unavailable',
      'backend: expected WebAssembly to start, got a failure; use --backend cpu, which is slower and always works.',
    );
  }
}
