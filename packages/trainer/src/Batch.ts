import * as tf from '@tensorflow/tfjs-core';

import type { Tensors } from './Model.ts';

/** What one step trains on. Where the model has several inputs or outputs, these are by name. */
export interface Batch<Inputs extends Tensors = tf.Tensor, Targets extends Tensors = tf.Tensor> {
  readonly inputs: Inputs;
  readonly targets: Targets;
  /**
   * Weights ≥ 0 of the rows, [rows] (or of the leading axes), or whatever broadcasts to the unreduced loss. By output's
   * name where they differ.
   */
  readonly weights?: Tensors | undefined;
  /** Truth values of the same shapes: false means "not there". */
  readonly mask?: Tensors | undefined;
  /**
   * Σ of the weights that the loss averages over, where the batch doesn't tell, as with an `ignoreIndex`. Default: Σ of
   * weights where the mask is true; without either the rows of the targets.
   */
  readonly weight?: tf.Scalar | undefined;
  /** Which rows of the data set these are, for error messages. */
  readonly indices?: ArrayLike<number> | undefined;
}

/** A batch whatever its inputs and targets. */
export type AnyBatch = Batch<Tensors, Tensors>;

/** The tensors of one thing. */
export function listTensors(tensors: Tensors | undefined): tf.Tensor[] {
  if (tensors === undefined) return [];
  return tensors instanceof tf.Tensor ? [tensors] : Object.values(tensors);
}

/** Another tensor for each, under the same names. */
export function mapTensors(tensors: Tensors, compute: (tensor: tf.Tensor) => tf.Tensor): Tensors {
  if (tensors instanceof tf.Tensor) return compute(tensors);
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, compute(tensor)]));
}

/** A tensor of its own over the same numbers. By reshape, because the wasm backend's clone copies. */
export function shareTensor(tensor: tf.Tensor): tf.Tensor {
  return tf.reshape(tensor, tensor.shape);
}

/** Shares the data of a batch, so that it can still be used after its owner disposed it. */
export function holdOn({ inputs, targets, weights, mask, weight, indices }: AnyBatch): AnyBatch {
  return {
    inputs: mapTensors(inputs, shareTensor),
    targets: mapTensors(targets, shareTensor),
    weights: weights && mapTensors(weights, shareTensor),
    mask: mask && mapTensors(mask, shareTensor),
    weight: weight && tf.reshape<tf.Rank.R0>(weight, []),
    indices,
  };
}

/** Disposes the tensors of a batch that {@link holdOn} made. */
export function disposeBatch({ inputs, targets, weights, mask, weight }: AnyBatch): void {
  tf.dispose([...[inputs, targets, weights, mask].flatMap(listTensors), weight]);
}
