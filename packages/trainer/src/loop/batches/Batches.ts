import type * as tf from '@tensorflow/tfjs-core';
import type { RowBatches } from '../../engine/RowBatches.ts';

import type { Batch } from '../../model/Batch.ts';
import type { Tensors } from '../../model/NamedTensors.ts';

/** A batch under the names that tfjs has for its parts; one tensor may also come as a list of one. */
export interface FitBatch<Inputs extends Tensors = tf.Tensor, Targets extends Tensors = tf.Tensor> {
  readonly xs: Inputs | readonly [tf.Tensor];
  readonly ys: Targets | readonly [tf.Tensor];
}

/** A batch as it may be given. */
export type GivenBatch<Inputs extends Tensors = Tensors, Targets extends Tensors = Tensors> =
  | Batch<Inputs, Targets>
  | FitBatch<Inputs, Targets>;

/** Batches in order. */
export type BatchSequence<Inputs extends Tensors = Tensors, Targets extends Tensors = Tensors> =
  | Iterable<GivenBatch<Inputs, Targets>>
  | AsyncIterable<GivenBatch<Inputs, Targets>>;

/** Batches that can start at any step, such as those of `seededBatches`. */
export interface BatchSource<Inputs extends Tensors = Tensors, Targets extends Tensors = Tensors> {
  /** Steps of one pass over the data, where that is known. */
  readonly stepsPerEpoch?: number | undefined;
  /** The batches from a step on, which counts from 0. */
  from(step: number): BatchSequence<Inputs, Targets>;
  /** The same batches by their rows, where these stay in memory: a compiled step takes them from there. */
  readonly rowBatches?: RowBatches | undefined;
}

/** Batches that come pass by pass, such as those of `datasetBatches`. */
export interface BatchPasses<Inputs extends Tensors = Tensors, Targets extends Tensors = Tensors> {
  /** Steps of each pass, where that is known. */
  readonly stepsPerEpoch?: number | undefined;
  /** Whether a pass has no end. Default false. */
  readonly endless?: boolean | undefined;
  /** The passes from one on, which counts from 0, without an end. */
  passes(
    epoch: number,
  ): Iterable<BatchSequence<Inputs, Targets>> | AsyncIterable<BatchSequence<Inputs, Targets>>;
}

/** The part of a `tf.data.Dataset` that training needs. */
export interface DatasetLike {
  /** Number of elements; null where it is not known, infinite where it has no end. */
  readonly size: number | null;
  iterator(): Promise<{ next(): Promise<IteratorResult<unknown>> }>;
}

/** Batches, or a function of the first step that gives them. */
export type Batches<Inputs extends Tensors = Tensors, Targets extends Tensors = Tensors> =
  | BatchSequence<Inputs, Targets>
  | BatchSource<Inputs, Targets>
  | BatchPasses<Inputs, Targets>
  | DatasetLike
  | ((step: number) => BatchSequence<Inputs, Targets>);
