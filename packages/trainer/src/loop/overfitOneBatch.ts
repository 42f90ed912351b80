import { ArgumentRangeError, rangeError } from '@losskit/errors';

import type * as tf from '@tensorflow/tfjs-core';
import { disposeSnapshot, restoreModel, snapshotModel } from '../engine/Snapshot.ts';
import { asModel } from '../layersModel/asModel.ts';
import { type AnyBatch, disposeBatch, retainBatch } from '../model/Batch.ts';
import type { Tensors } from '../model/NamedTensors.ts';
import { integerFrom } from '../options/OptionRule.ts';
import { validateArgument } from '../options/validateOptions.ts';
import type { Losses } from '../step/lossTerms.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import { firstBatch, openBatches } from './batches/batchesFrom.ts';
import type { TrainOptions } from './TrainOptions.ts';
import { train } from './train.ts';

/** Options of {@link overfitOneBatch}. */
export interface OverfitOptions<
  Inputs extends Tensors = Tensors,
  Targets extends Tensors = Tensors,
  Outputs extends Tensors = Tensors,
  Loss extends Losses = Losses,
> extends Pick<
    TrainOptions<Inputs, Targets, Outputs, Loss>,
    'model' | 'batches' | 'loss' | 'penalty' | 'optimizer' | 'signal'
  > {
  /** Steps on the one batch, ≥ 1. Default 200. */
  readonly steps?: number | undefined;
  /** The lowest value that the loss can have; of most losses 0. Default 0. */
  readonly floor?: number | undefined;
  /** What may be left of the distance to the floor, as a fraction; 0 < tolerance < 1. Default 0.05. */
  readonly tolerance?: number | undefined;
}

/** What became of the loss. */
export interface Overfit {
  /** The loss before the first step and before the last. */
  readonly first: number;
  readonly last: number;
  /** The loss of each step. */
  readonly losses: readonly number[];
  /** Whether the loss fell to near its floor: last − floor ≤ tolerance · (first − floor). */
  readonly reachesFloor: boolean;
  /** What trains, but likely not as it was meant. */
  readonly warnings: readonly TrainingWarning[];
}

/**
 * Trains on the first batch only, and says whether the loss falls to near its floor: a model that cannot
 * memorise one batch has a fault in model, loss, data or learning rate. The model is left as it was.
 *
 * @throws what `train` throws, and RangeError if there is no batch or a number is out of range.
 * @example
 * ```ts
 * import { sgd } from '@losskit/trainer/optimizers';
 * const slope = tf.variable(tf.scalar(0));
 * const { reachesFloor, first } = await overfitOneBatch({
 *   model: { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) },
 *   batches: [{ inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([3, 6]) }],
 *   loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
 *   optimizer: sgd({ learningRate: 0.1 }),
 * });
 * first; // 22.5
 * reachesFloor; // true
 * ```
 */
export async function overfitOneBatch<
  Inputs extends Tensors = tf.Tensor,
  Targets extends Tensors = Tensors,
  Outputs extends Tensors = Tensors,
  Loss extends Losses = Losses,
>(options: OverfitOptions<Inputs, Targets, Outputs, Loss>): Promise<Overfit> {
  const { steps = 200, floor = 0, tolerance = 0.05, ...shared } = options;
  if (!(tolerance > 0 && tolerance < 1)) {
    throw rangeError('overfitOneBatch', '0 < tolerance < 1', tolerance);
  }
  if (!Number.isFinite(floor)) throw rangeError('overfitOneBatch', 'a finite floor', floor);
  validateArgument('overfitOneBatch', 'steps', steps, integerFrom(1));
  const model = asModel(options.model);
  let batch: AnyBatch | undefined;
  for await (const first of firstBatch(openBatches('batches', options.batches))) batch = retainBatch(first);
  if (!batch) throw new ArgumentRangeError('overfitOneBatch: expected batches to give one, got none.');

  const before = snapshotModel(model);
  const losses: number[] = [];
  const warnings: TrainingWarning[] = [];
  try {
    const batches = new Array<AnyBatch>(steps).fill(batch);
    for await (const progress of train<Tensors, Tensors, Tensors>({ ...shared, model, batches, steps })) {
      losses.push(...progress.losses);
      warnings.push(...progress.warnings);
    }
  } finally {
    restoreModel(model, before);
    disposeSnapshot(before);
    disposeBatch(batch);
  }
  const { 0: first = Number.NaN, [losses.length - 1]: last = Number.NaN } = losses;
  const reachesFloor = last - floor <= tolerance * (first - floor);
  return { first, last, losses, reachesFloor, warnings };
}
