import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

import './tensorflowJs.ts';
import type { Backend } from './Backend.ts';
import { installWasmKernels } from './kernels/installWasmKernels.ts';
import { patchBatchedMatMul } from './kernels/patchBatchedMatMul.ts';
import { patchIdentity } from './kernels/patchIdentity.ts';
import { refuseFullMemory } from './refuseFullMemory.ts';
import { installTransposedMatMul } from './transposedMatMul.ts';

// Loading the package makes wasm tfjs's first choice, which has to be waited for. Until a backend is prepared, tensors that a
// script makes at its top level are on cpu, as without the package.
if (!tf.getBackend()) void tf.setBackend('cpu');

let installed = false;

/** WebAssembly, whose binary is loaded from the installed package: no network. */
export const wasm = {
  name: 'wasm',
  async prepare() {
    if (!installed) {
      const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
      // The binary may be loaded already, by whoever set the backend up before us.
      if (tf.findBackend('wasm') === null) setWasmPaths(join(dirname(main), '/'));
      patchBatchedMatMul();
      patchIdentity();
      installTransposedMatMul();
      installWasmKernels();
      installed = true;
    }
    if (await tf.setBackend('wasm')) {
      refuseFullMemory(tf.backend());
      return;
    }
    throw new LosskitError(
      'backend-unavailable',
      'backend: expected WebAssembly to start, got a failure; use --backend cpu, which is slower and always works.',
    );
  },
  async describeEngine() {
    return {
      engine: `tfjs ${tf.version_core}`,
      threads: getThreadsCount(),
      determinism: 'same seed, same bits',
    };
  },
} as const satisfies Backend;
