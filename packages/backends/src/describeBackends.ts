import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';

import { type PreparedBackend, prepareBackend } from './prepareBackend.ts';

/** Whether a backend runs here. */
export interface BackendStatus {
  readonly name: PreparedBackend['name'];
  readonly runs: boolean;
  /** What to do when it does not run; empty when it does. */
  readonly advice: string;
}

async function multiplies(): Promise<boolean> {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])));
  const [value] = await product.data();
  product.dispose();
  return value === 11;
}

/** Starts every backend and lets it compute a product. The cpu backend is selected afterwards. */
export async function describeBackends(): Promise<readonly BackendStatus[]> {
  const statuses: BackendStatus[] = [];
  for (const name of ['native', 'wasm', 'cpu'] as const) {
    try {
      await prepareBackend(name, 'tiny');
      const runs = await multiplies();
      statuses.push({
        name,
        runs,
        advice: runs ? '' : `backend ${name} computes wrong numbers; don't use it.`,
      });
    } catch (error) {
      if (!(error instanceof LosskitError)) throw error;
      statuses.push({ name, runs: false, advice: error.message });
    }
  }
  return statuses;
}
