import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BackendName, describeEngine, prepareBackend, prepareNative } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

import { PeerMissing } from '../protocol/Peer.ts';

export type BackendChoice = 'cpu' | 'wasm' | 'native';

/** Turns the error that a backend is not installed into the reason why a peer is missing. */
export async function unlessUnavailable(prepare: () => Promise<unknown>): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    if (error instanceof LosskitError && error.code === 'backend-unavailable') {
      throw new PeerMissing('its backend is not installed');
    }
    throw error;
  }
}

/** Selects a backend as losskit mends it. @throws PeerMissing where it does not run, or only in software. */
export async function selectMendedBackend(name: Exclude<BackendName, 'auto'>): Promise<void> {
  await unlessUnavailable(() => prepareBackend(name, 'dense'));
  if ((await describeEngine(name)).inSoftware) throw new PeerMissing('there is no graphics card');
}

/** Selects a backend of TensorFlow.js as it comes: without the kernels and gradients that losskit mends. */
export async function selectBareBackend(name: BackendChoice): Promise<void> {
  tf.enableProdMode();
  if (name === 'native') return unlessUnavailable(prepareNative);
  if (name === 'wasm') {
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(join(dirname(main), '/'));
  }
  await tf.setBackend(name);
}
