import { ArgumentRangeError, ArgumentTypeError, describeValue, typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyModel } from '../model/Model.ts';
import { fromLayersModel } from './fromLayersModel.ts';
import type { LayersModelLike } from './LayersModelLike.ts';

function has(value: object, name: string, type: 'function' | 'object'): boolean {
  const member: unknown = Reflect.get(value, name);
  return typeof member === type && member !== null;
}

function isModel(value: unknown): value is AnyModel {
  return (
    typeof value === 'object' && value !== null && has(value, 'predict', 'function') && 'variables' in value
  );
}

function isLayersModel(value: unknown): value is LayersModelLike {
  if (typeof value !== 'object' || value === null) return false;
  return has(value, 'layers', 'object') && has(value, 'inputs', 'object') && has(value, 'apply', 'function');
}

/** Names what a model must not be, with the way out. */
function describeOther(value: unknown): string {
  if (value instanceof Promise) return 'a Promise; await it';
  if (typeof value !== 'object' || value === null) return describeValue(value);
  // A tf.GraphModel, whose class tfjs-core doesn't know.
  if (has(value, 'predict', 'function') && has(value, 'execute', 'function')) {
    return 'a GraphModel, whose weights are constants; load a LayersModel by tf.loadLayersModel';
  }
  if (has(value, 'apply', 'function')) return 'a layer; put it in tf.sequential({ layers: [layer] })';
  return describeValue(value);
}

function checkVariables(option: string, variables: unknown): void {
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
    throw typeError('train', `${option} to be tf.variables by name`, variables);
  }
  for (const [name, variable] of Object.entries(variables)) {
    if (!(variable instanceof tf.Variable)) {
      throw typeError('train', `'${name}' of ${option} to be a tf.variable`, variable);
    }
    if (!variable.isDisposed) continue;
    throw new ArgumentRangeError(`train: expected '${name}' of ${option} to live, got a disposed variable.`);
  }
}

/**
 * Makes a model of a `tf.LayersModel`, as {@link fromLayersModel}; anything else is returned as it is.
 *
 * @throws TypeError for what is no model, and RangeError for disposed variables.
 */
export function asModel(model: LayersModelLike): AnyModel;
export function asModel<Given extends AnyModel>(model: Given): Given;
export function asModel(model: AnyModel | LayersModelLike): AnyModel;
export function asModel(given: unknown): AnyModel {
  if (!isModel(given) && !isLayersModel(given)) {
    throw new ArgumentTypeError(
      `train: expected model to be a tf.LayersModel or { variables, predict }, got ${describeOther(given)}.`,
    );
  }
  const model = isModel(given) ? given : fromLayersModel(given);
  checkVariables('model.variables', model.variables);
  checkVariables('model.nonTrainableVariables', model.nonTrainableVariables ?? {});
  return model;
}
