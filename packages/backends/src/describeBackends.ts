import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { Backend, Engine } from './Backend.ts';
import { BACKENDS } from './backends.ts';
import { type PreparedBackend, prepareBackend } from './prepareBackend.ts';
import { STANDARD_STEPS, type StandardStep, timeStep } from './standardSteps.ts';

/** How one backend does here. */
export interface BackendStatus extends Partial<Engine> {
  readonly name: PreparedBackend['name'];
  readonly runs: boolean;
  /** Why it does not run; empty when it does. */
  readonly advice: string;
  /** The one command that makes it run; undefined when it runs, or where no command helps. */
  readonly command?: string;
  /** The devices that it sees, where it chooses among several kinds: `CPU:0`, `GPU:0`. */
  readonly devices?: readonly string[];
  /** Milliseconds of a training step, null where it cannot be trained; undefined where it runs in software. */
  readonly milliseconds?: Readonly<Record<StandardStep['name'], number | null>>;
}

async function multiplies(): Promise<boolean> {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])));
  const [value] = await product.data();
  product.dispose();
  return value === 11;
}

async function timeOrNull({ timedRows }: Backend, step: StandardStep): Promise<number | null> {
  const batch = timedRows?.[step.name];
  try {
    return await timeStep(step, batch === undefined ? { seconds: 0.4 } : { batch, seconds: 0 });
  } catch {
    return null;
  }
}

async function describe(backend: Backend & Pick<PreparedBackend, 'name'>): Promise<BackendStatus> {
  const { name, installCommand, listDevices } = backend;
  try {
    await prepareBackend(name, 'tiny');
  } catch (error) {
    if (!(error instanceof LosskitError)) throw error;
    return {
      name,
      runs: false,
      advice: error.message,
      ...(installCommand === undefined ? {} : { command: installCommand }),
    };
  }
  if (!(await multiplies())) {
    return { name, runs: false, advice: `backend ${name} computes wrong numbers; don't use it.` };
  }
  const engine: Engine = await backend.describeEngine();
  // A minute of it tells no more than the word.
  if (engine.inSoftware) return { name, runs: true, advice: '', ...engine };
  const milliseconds: Record<StandardStep['name'], number | null> = {
    line: null,
    dense: null,
    convolution: null,
  };
  for (const step of STANDARD_STEPS) milliseconds[step.name] = await timeOrNull(backend, step);
  const devices = listDevices?.();
  return { name, runs: true, advice: '', ...engine, ...(devices && { devices }), milliseconds };
}

/**
 * Starts every backend and times the standard steps on it, in a few seconds. The cpu backend is selected
 * afterwards.
 */
export async function describeBackends(): Promise<readonly BackendStatus[]> {
  const statuses: BackendStatus[] = [];
  for (const backend of [...BACKENDS].reverse()) statuses.push(await describe(backend));
  return statuses;
}
