import { typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch, Batch } from '../model/Batch.ts';
import { listTensors, type Tensors } from '../model/NamedTensors.ts';
import type { LossFacts } from './LossFunction.ts';
import {
  checkScalar,
  checkSumAndWeight,
  type SumAndWeight,
  type WeightedMean,
  weightedMean,
} from './SumAndWeight.ts';

/** Options of {@link batchLoss}: what the loss says of itself, and its name. */
export interface BatchLossOptions extends LossFacts {
  /** For messages. Default: that of the function. */
  readonly name?: string | undefined;
}

interface BatchLossDefinition {
  readonly name: string;
  readonly facts: LossFacts;
  /** Which targets and which output it compares, where it is one of each. */
  readonly compared?: ((outputs: Tensors, batch: AnyBatch) => ComparedTensors | undefined) | undefined;
  /** The class id of rows that it ignores. */
  readonly ignoreIndex?: number | undefined;
  compute(outputs: Tensors, batch: AnyBatch): tf.Tensor | SumAndWeight;
}

/** What a loss of one output compares. */
export interface ComparedTensors {
  readonly targets: tf.Tensor;
  readonly prediction: tf.Tensor;
}

/**
 * A loss in its general form: a function of all outputs of the model and the whole batch. See {@link
 * batchLoss}.
 */
export class BatchLoss {
  readonly #definition: BatchLossDefinition;

  constructor(definition: BatchLossDefinition) {
    this.#definition = definition;
  }

  get name(): string {
    return this.#definition.name;
  }

  get batchDependent(): boolean {
    return this.facts.batchDependent ?? false;
  }

  get facts(): LossFacts {
    return this.#definition.facts;
  }

  get ignoreIndex(): number | undefined {
    return this.#definition.ignoreIndex;
  }

  /** The targets and the prediction, where the loss is of one output. */
  compared(outputs: Tensors, batch: AnyBatch): ComparedTensors | undefined {
    return this.#definition.compared?.(outputs, batch);
  }

  /** The loss of a batch; a mean alone counts as one over its rows. */
  meanOf(outputs: Tensors, batch: AnyBatch): WeightedMean {
    const result = this.#definition.compute(outputs, batch);
    if (!(result instanceof tf.Tensor)) return weightedMean(checkSumAndWeight(this.name, result));
    return { value: checkScalar('loss', result), weight: listTensors(batch.targets)[0]?.shape[0] ?? 1 };
  }
}

/**
 * A loss of any number of inputs: a function of the model's outputs and the batch.
 *
 * @param compute - Gives a scalar, a mean over the rows of the batch, or Σ w·l and Σ w apart, whose ratio is
 *   the loss: then batches of unequal weight add up exactly. Without either, weights and mask of the batch
 *   count as `compute` counts them.
 * @throws TypeError if `compute` is no function.
 * @example
 * ```ts
 * import type { Batch } from '@losskit/trainer';
 * const model = {
 *   variables: {},
 *   predict: (x: tf.Tensor) => ({ mean: tf.mul(x, 2), variance: tf.onesLike(x) }),
 * };
 * const gaussian = batchLoss(({ mean, variance }: Record<'mean' | 'variance', tf.Tensor>, { targets }: Batch) => {
 *   const squares = tf.div(tf.square(tf.sub(targets, mean)), variance);
 *   return { sum: tf.mul(tf.sum(tf.add(squares, tf.log(variance))), 0.5), weight: targets.size };
 * });
 * const batch = { inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([3, 4]) };
 * gaussian.meanOf(model.predict(batch.inputs), batch).value.dataSync(); // [0.25]
 * ```
 */
export function batchLoss<
  Outputs extends Tensors = tf.Tensor,
  Targets extends Tensors = tf.Tensor,
  Inputs extends Tensors = tf.Tensor,
>(
  compute: (outputs: Outputs, batch: Batch<Inputs, Targets>) => tf.Tensor | SumAndWeight,
  { name, ...facts }: BatchLossOptions = {},
): BatchLoss {
  if (typeof compute !== 'function') throw typeError('batchLoss', 'a function of outputs and batch', compute);
  return new BatchLoss({ name: name ?? (compute.name || 'batchLoss'), facts, compute });
}
