import { expected, LosskitError, withNearestName } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';

import { installGradients } from './gradients/installGradients.ts';
import { prepareNative } from './native/prepareNative.ts';
import { prepareWasm } from './wasm.ts';

export const BACKEND_NAMES = ['auto', 'cpu', 'wasm', 'native'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/**
 * What a model mostly computes, which decides the fastest backend: a handful of numbers (`tiny`), matrix products
 * (`dense`), or convolutions (`convolution`).
 */
export type Workload = 'tiny' | 'dense' | 'convolution';

/** The backend that runs from now on. */
export interface PreparedBackend {
  /** `cpu`, `wasm` or `native`. */
  readonly name: Exclude<BackendName, 'auto'>;
  /** Why this one, as a phrase: `fastest for a dense model here`. */
  readonly reason: string;
}

/** Backends to try for a workload, fastest first (measured: see the package's README). */
const PREFERENCES: Readonly<Record<Workload, readonly PreparedBackend['name'][]>> = {
  tiny: ['cpu'],
  dense: ['native', 'wasm', 'cpu'],
  convolution: ['native', 'wasm', 'cpu'],
};

async function prepareCpu(): Promise<void> {
  await tf.setBackend('cpu');
}

const PREPARE: Readonly<Record<PreparedBackend['name'], () => Promise<void>>> = {
  cpu: prepareCpu,
  wasm: prepareWasm,
  native: prepareNative,
};

/** Turns a user's word into a backend name. @throws LosskitError `name-unknown` with the nearest name. */
export function parseBackendName(name: string): BackendName {
  const found = BACKEND_NAMES.find((candidate) => candidate === name);
  if (found) return found;
  const list = BACKEND_NAMES.join(', ');
  throw new LosskitError(
    'name-unknown',
    `backend: expected one of ${list}, got ${withNearestName(name, BACKEND_NAMES)}.`,
  );
}

/**
 * Makes a TensorFlow.js backend ready and selects it for everything that follows.
 *
 * `auto` takes the fastest that works for the workload and never fails because native TensorFlow is missing.
 *
 * @throws LosskitError `backend-unavailable` if the named backend does not run here, with what to do.
 */
export async function prepareBackend(name: BackendName, workload: Workload): Promise<PreparedBackend> {
  // Without it the first tensor prints an advertisement for tfjs-node.
  tf.enableProdMode();
  if (name !== 'auto') {
    await PREPARE[name]();
    installGradients();
    return { name, reason: 'as asked' };
  }
  for (const candidate of PREFERENCES[workload]) {
    try {
      await PREPARE[candidate]();
      installGradients();
      return { name: candidate, reason: `the fastest here for a ${workload} model` };
    } catch (error) {
      if (!(error instanceof LosskitError)) throw error;
    }
  }
  throw new LosskitError('backend-unavailable', expected('backend', 'at least one that runs', 'none'));
}
