import { ArgumentTypeError } from '@losskit/errors';
import type * as tf from '@tensorflow/tfjs-core';
import { packLosses } from '../engine/StepLosses.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import type { Run } from './Run.ts';
import { loopIdentity } from './runIdentity.ts';
import type { Json, TensorData, TrainingState } from './TrainingState.ts';

function isKept(dtype: string): dtype is TensorData['dtype'] {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}

async function readTensor(name: string, tensor: tf.Tensor): Promise<[string, TensorData]> {
  const { dtype, shape } = tensor;
  // Started before anything is awaited, so that the numbers are those of this moment.
  const values = await tensor.data();
  if (!isKept(dtype))
    throw new ArgumentTypeError(`train: expected '${name}' of numbers or booleans, got ${dtype}.`);
  return [name, { dtype, shape: [...shape], values: values.slice() }];
}

function readGroup(prefix: string, tensors: NamedTensors = {}): Promise<[string, TensorData]>[] {
  return Object.entries(tensors).map(([name, tensor]) => readTensor(`${prefix}/${name}`, tensor));
}

/** All of a run that decides what follows. */
export async function exportState(run: Run): Promise<TrainingState> {
  const { plan, step, engine, best } = run;
  const { variables, nonTrainableVariables } = plan.definition.model;
  const reading = Promise.all([
    ...readGroup('variable', variables),
    ...readGroup('nonTrainable', nonTrainableVariables),
    ...readGroup('slot', engine.optimizerState()),
    ...readGroup('best', best?.variables),
    ...readGroup('bestNonTrainable', best?.nonTrainableVariables),
  ]);
  const progress: Record<string, Json> = {
    identity: loopIdentity(plan),
    engine: engine.name,
    batchShapes: run.batchShapes,
    pending: run.pendingLosses.map(packLosses),
    lastLoss: run.lastLoss ?? null,
    rows: run.rows,
    passStarts: run.passStarts.filter((start) => start <= step),
    earlyStopping: { ...run.earlyStopping },
    plateau: run.plateau ? { ...run.plateau } : null,
    skipped: run.skipped,
    skippedInARow: run.skippedInARow,
  };
  return { step, tensors: new Map(await reading), progress };
}
