import * as tf from '@tensorflow/tfjs-core';

import { aliasTensor, listTensors, mapTensors, type Tensors } from './NamedTensors.ts';

/** What one step trains on. Where the model has several inputs or outputs, these are by name. */
export interface Batch<Inputs extends Tensors = tf.Tensor, Targets extends Tensors = tf.Tensor> {
  readonly inputs: Inputs;
  readonly targets: Targets;
  /**
   * Weights ≥ 0 of the rows, [rows] (or of the leading axes), or whatever broadcasts to the unreduced loss.
   * By output's name where they differ.
   */
  readonly weights?: Tensors | undefined;
  /** Truth values of the same shapes: false means masked out. */
  readonly mask?: Tensors | undefined;
  /** Which rows of the data set these are, for error messages. */
  readonly indices?: ArrayLike<number> | undefined;
}

/** A batch whatever its inputs and targets. */
export type AnyBatch = Batch<Tensors, Tensors>;

/** Shares the data of a batch, so that it can still be used after its owner disposed it. */
export function retainBatch({ inputs, targets, weights, mask, indices }: AnyBatch): AnyBatch {
  return {
    inputs: mapTensors(inputs, aliasTensor),
    targets: mapTensors(targets, aliasTensor),
    weights: weights && mapTensors(weights, aliasTensor),
    mask: mask && mapTensors(mask, aliasTensor),
    indices,
  };
}

/** Disposes the tensors of a batch that {@link retainBatch} made. */
export function disposeBatch({ inputs, targets, weights, mask }: AnyBatch): void {
  tf.dispose([inputs, targets, weights, mask].flatMap(listTensors));
}
