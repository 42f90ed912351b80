import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount } from '@tensorflow/tfjs-backend-wasm';

import { readInstallation } from './native/installation.ts';
import { nativeThreads } from './native/loadNative.ts';
import { nativeFolder } from './native/nativeFolder.ts';
import { INSTALL_COMMAND } from './native/prepareNative.ts';
import { type PreparedBackend, prepareBackend } from './prepareBackend.ts';
import { STANDARD_STEPS, type StandardStep, timeStep } from './standardSteps.ts';

/** How one backend does here. */
export interface BackendStatus {
  readonly name: PreparedBackend['name'];
  readonly runs: boolean;
  /** Why it does not run; empty when it does. */
  readonly advice: string;
  /** The one command that makes it run; undefined when it runs, or where no command helps. */
  readonly command?: string;
  /** What computes, with its version. */
  readonly engine?: string;
  /** Threads within an operation. */
  readonly threads?: number;
  /** What two runs with the same seed have in common. */
  readonly determinism?: string;
  /** Milliseconds of a training step; null where it cannot be trained. */
  readonly milliseconds?: Readonly<Record<StandardStep['name'], number | null>>;
}

/** Plain JavaScript takes half a minute for a whole batch of convolutions. */
const CPU_PICTURES = 1;

async function multiplies(): Promise<boolean> {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])));
  const [value] = await product.data();
  product.dispose();
  return value === 11;
}

async function timeOrNull(name: BackendStatus['name'], step: StandardStep): Promise<number | null> {
  const options =
    name === 'cpu' && step.name === 'convolution' ? { batch: CPU_PICTURES, seconds: 0 } : { seconds: 0.4 };
  try {
    return await timeStep(step, options);
  } catch {
    return null;
  }
}

/** Threads of the selected backend, and what its results depend on. */
function threadsOf(name: BackendStatus['name']): Pick<BackendStatus, 'threads' | 'determinism'> {
  if (name === 'cpu') return { threads: 1, determinism: 'same seed, same bits' };
  if (name === 'wasm') return { threads: getThreadsCount(), determinism: 'same seed, same bits' };
  return {
    threads: nativeThreads().withinOperation,
    determinism: 'same seed and TF_NUM_INTRAOP_THREADS, same bits on one kind of processor',
  };
}

async function engineOf(name: BackendStatus['name']): Promise<string> {
  if (name !== 'native') return `tfjs ${tf.version_core}`;
  const installation = await readInstallation(nativeFolder());
  return installation ? `TensorFlow ${installation.tensorflow}` : 'TensorFlow of tfjs-node';
}

async function describe(name: BackendStatus['name']): Promise<BackendStatus> {
  try {
    await prepareBackend(name, 'tiny');
  } catch (error) {
    if (!(error instanceof LosskitError)) throw error;
    return {
      name,
      runs: false,
      advice: error.message,
      ...(name === 'native' ? { command: INSTALL_COMMAND } : {}),
    };
  }
  if (!(await multiplies())) {
    return { name, runs: false, advice: `backend ${name} computes wrong numbers; don't use it.` };
  }
  const milliseconds: Record<StandardStep['name'], number | null> = {
    line: null,
    dense: null,
    convolution: null,
  };
  for (const step of STANDARD_STEPS) milliseconds[step.name] = await timeOrNull(name, step);
  return { name, runs: true, advice: '', engine: await engineOf(name), ...threadsOf(name), milliseconds };
}

/** Starts every backend and times the standard steps on it, in a few seconds. The cpu backend is selected afterwards. */
export async function describeBackends(): Promise<readonly BackendStatus[]> {
  const statuses: BackendStatus[] = [];
  for (const name of ['native', 'wasm', 'cpu'] as const) statuses.push(await describe(name));
  return statuses;
}
