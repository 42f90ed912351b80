import * as tf from '@tensorflow/tfjs-core';

export type NamedTensors = Readonly<Record<string, tf.Tensor>>;
/**
 * Variables by name; the names key optimizer state and weight files, so they must not change between runs.
 */
export type NamedVariables = Readonly<Record<string, tf.Variable>>;
/** One tensor, or several by name: what a model with several inputs or outputs takes and gives. */
export type Tensors = tf.Tensor | NamedTensors;

/** Applies `compute` to every value by name. */
export function mapNamed<Value, Result>(
  named: Readonly<Record<string, Value>>,
  compute: (value: Value, name: string) => Result,
): Record<string, Result> {
  const results: Record<string, Result> = {};
  for (const [name, value] of Object.entries(named)) results[name] = compute(value, name);
  return results;
}

/** The same values under `<prefix>/<name>`. */
export function prefixNames<Value>(
  prefix: string,
  named: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [`${prefix}/${name}`, value]));
}

/** All tensors, whether one or several by name. */
export function listTensors(tensors: Tensors | undefined): tf.Tensor[] {
  if (tensors === undefined) return [];
  return tensors instanceof tf.Tensor ? [tensors] : Object.values(tensors);
}

/** Another tensor for each, under the same names. */
export function mapTensors(tensors: Tensors, compute: (tensor: tf.Tensor) => tf.Tensor): Tensors {
  return tensors instanceof tf.Tensor ? compute(tensors) : mapNamed(tensors, compute);
}

/** A second tensor over the same numbers. By reshape, because the wasm backend's clone copies. */
export function aliasTensor(tensor: tf.Tensor): tf.Tensor {
  return tf.reshape(tensor, tensor.shape);
}
