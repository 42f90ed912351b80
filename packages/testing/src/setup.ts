import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

import { toBeAllClose } from './toBeAllClose.ts';

// Silences tfjs's advertisement for its Node backend.
tf.enableProdMode();

const backend = process.env.LOSSKIT_BACKEND ?? 'cpu';
if (backend !== 'cpu' && backend !== 'wasm') {
  throw new RangeError(`LOSSKIT_BACKEND: expected 'cpu' or 'wasm', got '${backend}'.`);
}
if (backend === 'wasm') {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(main), '/'));
}
await tf.setBackend(backend);
await tf.ready();

expect.extend({ toBeAllClose });
