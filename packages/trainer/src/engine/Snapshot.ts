import * as tf from '@tensorflow/tfjs-core';

import type { AnyModel } from '../model/Model.ts';
import { aliasTensor, mapNamed, type NamedTensors, type NamedVariables } from '../model/NamedTensors.ts';

/**
 * A model at one step. Shares the numbers with the variables until these get new ones, so it costs no copy.
 */
export interface ModelSnapshot {
  readonly variables: NamedTensors;
  readonly nonTrainableVariables: NamedTensors;
}

/** The model as it is now. */
export function snapshotModel({ variables, nonTrainableVariables = {} }: AnyModel): ModelSnapshot {
  return {
    variables: mapNamed(variables, aliasTensor),
    nonTrainableVariables: mapNamed(nonTrainableVariables, aliasTensor),
  };
}

/** Gives variables these numbers, by name. */
export function assignAll(variables: NamedVariables, values: NamedTensors): void {
  for (const [name, variable] of Object.entries(variables)) {
    const value = values[name];
    if (value) variable.assign(value);
  }
}

/** Puts the model back. */
export function restoreModel(model: AnyModel, snapshot: ModelSnapshot): void {
  assignAll(model.variables, snapshot.variables);
  assignAll(model.nonTrainableVariables ?? {}, snapshot.nonTrainableVariables);
}

/** The same numbers under tensors of their own. */
export function aliasAll(tensors: NamedTensors): NamedTensors {
  return mapNamed(tensors, aliasTensor);
}

/** Frees what a snapshot holds. */
export function disposeSnapshot({ variables, nonTrainableVariables }: ModelSnapshot): void {
  tf.dispose([variables, nonTrainableVariables]);
}
