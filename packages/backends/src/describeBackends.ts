import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';

import { describeEngine, type Engine } from './describeEngine.ts';
import { INSTALL_COMMAND } from './native/prepareNative.ts';
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
  return { name, runs: true, advice: '', ...(await describeEngine(name)), milliseconds };
}

/** Starts every backend and times the standard steps on it, in a few seconds. The cpu backend is selected afterwards. */
export async function describeBackends(): Promise<readonly BackendStatus[]> {
  const statuses: BackendStatus[] = [];
  for (const name of ['native', 'wasm', 'cpu'] as const) statuses.push(await describe(name));
  return statuses;
}
