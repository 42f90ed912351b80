import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installFastCpuKernels, prepareNative, prepareWebGpu } from '@losskit/backends';
import * as tf from '@tensorflow/tfjs';
import { afterAll, expect, vi } from 'vitest';

import { toBeAllClose } from './toBeAllClose.ts';

// Runs before each file of tests, of which many share a process: each begins as if it were the first.

// Silences tfjs's advertisement for its Node backend.
tf.enableProdMode();

const backend = process.env.LOSSKIT_BACKEND ?? 'cpu';
if (!['cpu', 'wasm', 'native', 'webgpu'].includes(backend)) {
  throw new RangeError(`LOSSKIT_BACKEND: expected 'cpu', 'wasm', 'native' or 'webgpu', got '${backend}'.`);
}
if (backend === 'wasm' && tf.findBackend('wasm') === null) {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(main), '/'));
}
// As tfjs has it: packages must not need the gradients that @losskit/backends adds.
if (backend === 'native') {
  await prepareNative();
} else if (backend === 'webgpu') {
  await prepareWebGpu();
} else {
  await tf.setBackend(backend);
  await tf.ready();
  // The same bits in less time.
  if (backend === 'cpu') installFastCpuKernels();
}

expect.extend({ toBeAllClose });

const { exitCode } = process;
const folder = process.cwd();

afterAll(() => {
  tf.disposeVariables();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  process.exitCode = exitCode;
  process.chdir(folder);
});
