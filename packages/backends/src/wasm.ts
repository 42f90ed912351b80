import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

import { installWasmKernels } from './kernels/installWasmKernels.ts';
import { installTransposedMatMul } from './transposedMatMul.ts';

let installed = false;

/** Selects WebAssembly, loading its binary from the installed package: no network. */
export async function prepareWasm(): Promise<void> {
  if (!installed) {
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    // The binary may be loaded already, by whoever set the backend up before us.
    if (tf.findBackend('wasm') === null) setWasmPaths(join(dirname(main), '/'));
    installTransposedMatMul();
    installWasmKernels();
    installed = true;
  }
  if (await tf.setBackend('wasm')) return;
  throw new LosskitError(
    'backend-unavailable',
    'backend: expected WebAssembly to start, got a failure; use --backend cpu, which is slower and always works.',
  );
}
