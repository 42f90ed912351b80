import * as tf from '@tensorflow/tfjs';
import { getThreadsCount } from '@tensorflow/tfjs-backend-wasm';

import { readInstallation } from './native/installation.ts';
import { nativeThreads } from './native/loadNative.ts';
import { nativeFolder } from './native/nativeFolder.ts';
import type { PreparedBackend } from './prepareBackend.ts';

/** What computes on a backend, and what its results depend on. */
export interface Engine {
  /** Name and version. */
  readonly engine: string;
  /** Threads within an operation. */
  readonly threads: number;
  /** What two runs with the same seed have in common. */
  readonly determinism: string;
}

async function nativeEngine(): Promise<string> {
  const installation = await readInstallation(nativeFolder());
  return installation ? `TensorFlow ${installation.tensorflow}` : 'TensorFlow of tfjs-node';
}

/** The engine of a backend that has been prepared. */
export async function describeEngine(name: PreparedBackend['name']): Promise<Engine> {
  if (name === 'native') {
    return {
      engine: await nativeEngine(),
      threads: nativeThreads().withinOperation,
      determinism: 'same seed and TF_NUM_INTRAOP_THREADS, same bits on one kind of processor',
    };
  }
  return {
    engine: `tfjs ${tf.version_core}`,
    threads: name === 'wasm' ? getThreadsCount() : 1,
    determinism: 'same seed, same bits',
  };
}
