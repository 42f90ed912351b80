import type { Numbers } from '@losskit/compiler';
import type * as tf from '@tensorflow/tfjs-core';
import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel } from '../model/Model.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';

/**
 * What is computed of a batch with a model as it is, of tensor operations alone; nothing is read and nothing changed.
 *
 * @returns Tensors by name, and what is known of them without their numbers, which is the same for batches of one shape.
 */
export type BatchFunction<Facts> = (
  model: AnyModel,
  batch: AnyBatch,
) => { readonly tensors: NamedTensors; readonly facts: Facts };

/** A batch to evaluate. */
export interface EvaluationBatch {
  /** Types and shapes of its parts, as text that is the same for batches of the same. */
  readonly shape: string;
  /** Its rows among those that its source keeps; undefined where it comes as tensors. */
  readonly rows: Uint32Array | undefined;
  /** Its tensors, which live until the next batch is asked for. */
  tensors(): AnyBatch;
}

/** What was computed of a batch, until it is disposed. */
export interface EvaluatedBatch<Facts> {
  readonly facts: Facts;
  /** The numbers of one of the tensors. */
  read(name: string): Promise<Numbers>;
  /** One of the tensors, which lives until this is disposed. */
  tensor(name: string): tf.Tensor;
  dispose(): void;
}

/** Computes the same of one batch after the other, with the weights as they are then. */
export interface Evaluator<Facts> {
  readonly name: 'eager' | 'compiled';
  /**
   * Makes itself ready for a batch.
   *
   * @throws UnsupportedError where it cannot evaluate it; what the model and others throw.
   */
  prepare(batch: EvaluationBatch): void;
  /** To be disposed before the next batch. */
  evaluate(batch: EvaluationBatch): EvaluatedBatch<Facts>;
}
