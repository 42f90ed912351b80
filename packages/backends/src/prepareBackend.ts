import { expected, LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from './backendNames.ts';
import { type AnyBackend, findBackend, PREFERENCES } from './backends.ts';
import { installGradients } from './gradients/installGradients.ts';
import type { Workload } from './Workload.ts';

/** The backend that runs from now on. */
export interface PreparedBackend {
  /** `cpu`, `wasm`, `native` or `webgpu`. */
  readonly name: AnyBackend['name'];
  /** Why this one, as a phrase: `fastest for a dense model here`. */
  readonly reason: string;
}

async function prepare({ prepare: select, name }: AnyBackend, reason: string): Promise<PreparedBackend> {
  await select();
  installGradients();
  return { name, reason };
}

/**
 * Makes a TensorFlow.js backend ready and selects it for everything that follows.
 *
 * `auto` takes the fastest that works for the workload, and never fails because native TensorFlow or a graphics card is
 * missing.
 *
 * @throws LosskitError `backend-unavailable` if the named backend does not run here, with what to do.
 */
export async function prepareBackend(name: BackendName, workload: Workload): Promise<PreparedBackend> {
  // Without it the first tensor prints an advertisement for tfjs-node.
  tf.enableProdMode();
  if (name !== 'auto') return prepare(findBackend(name), 'as asked');
  for (const candidate of PREFERENCES[workload]) {
    try {
      if ('isFast' in candidate && !(await candidate.isFast())) continue;
      return await prepare(candidate, `the fastest here for a ${workload} model`);
    } catch (error) {
      if (!(error instanceof LosskitError)) throw error;
    }
  }
  throw new LosskitError('backend-unavailable', expected('backend', 'at least one that runs', 'none'));
}
