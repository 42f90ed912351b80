import type { TaskLoss } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs-core';

import type { PreparedTrial } from '../trial/prepareTrial.ts';
import type { Weights } from './Weights.ts';

/** A loss and the weights that a model has after training with it. */
export interface TrainedLoss {
  readonly loss: TaskLoss;
  readonly weights: Weights;
}

type Model = PreparedTrial['model'];

function variablesOf({ variables, nonTrainableVariables = {} }: Model): [string, tf.Variable][] {
  return Object.entries({ ...variables, ...nonTrainableVariables });
}

/** The weights of a model as they are. */
export async function readWeights(model: Model): Promise<Weights> {
  const read = variablesOf(model).map(async ([name, variable]) => {
    const values = Float32Array.from(await variable.data());
    return [name, values] as const;
  });
  return new Map(await Promise.all(read));
}

/** Gives a model other weights. */
export function setWeights(model: Model, weights: Weights): void {
  for (const [name, variable] of variablesOf(model)) {
    const values = weights.get(name);
    if (values) tf.tidy(() => variable.assign(tf.tensor(values, variable.shape, variable.dtype)));
  }
}
