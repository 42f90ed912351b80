import { rangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { disposeSnapshot, restoreModel, snapshotModel } from '../engine/Snapshot.ts';
import { asModel } from '../layersModel/asModel.ts';
import type { LayersModelLike } from '../layersModel/LayersModelLike.ts';
import { asOptimizer, type OptimizerName } from '../loop/asOptimizer.ts';
import type { Batches } from '../loop/batches/Batches.ts';
import { batchesFrom, END_OF_PASS, goesRound, openBatches } from '../loop/batches/batchesFrom.ts';
import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel, Model } from '../model/Model.ts';
import type { NamedTensors, Tensors } from '../model/NamedTensors.ts';
import type { Optimizer } from '../optimizers/Optimizer.ts';
import { integerFrom, POSITIVE } from '../options/OptionRule.ts';
import { validateArgument } from '../options/validateOptions.ts';
import type { FittingLosses } from '../step/FittingLosses.ts';
import { inspectStep } from '../step/inspectStep.ts';
import type { Losses } from '../step/lossTerms.ts';
import { nonFiniteError } from '../step/nonFiniteError.ts';
import { disposeLosses, disposeReplaced } from '../step/stepTensors.ts';
import type { LossDefinition } from '../step/totalLoss.ts';
import { trainingStep } from '../step/trainingStep.ts';
import { type RangeTestPoint, type RangeTestStop, rangeTest } from './rangeTest.ts';

/** Options of {@link findLearningRate}. */
export interface FindLearningRateOptions<
  Inputs extends Tensors = Tensors,
  Targets extends Tensors = Tensors,
  Outputs extends Tensors = Tensors,
  Loss extends Losses = Losses,
> extends Pick<LossDefinition, 'penalty'> {
  readonly model: Model<Inputs, Outputs> | LayersModelLike;
  /** What is minimised: one loss, or losses by the names of the model's outputs. */
  readonly loss: Loss & FittingLosses<Loss, Outputs, Targets>;
  /**
   * Batches in order, one a step; whoever makes them disposes them. A `tf.data.Dataset` is gone through as
   * often as the steps need.
   */
  readonly batches: Batches<Inputs, Targets>;
  /** Its own learning rate is not used, a scheduled momentum is that of step 0. */
  readonly optimizer: Optimizer | OptimizerName;
  /** First learning rate; > 0. Default 1e-7. */
  readonly lowest?: number | undefined;
  /** Last learning rate; > lowest. Default 10. */
  readonly highest?: number | undefined;
  /** Steps from the first to the last rate; an integer ≥ 10. Default 100. */
  readonly steps?: number | undefined;
  /** Ends the test after the current step. */
  readonly signal?: AbortSignal | undefined;
}

/** What a range test found. */
export interface LearningRateRange {
  /** A point for each step that was taken. */
  readonly table: readonly RangeTestPoint[];
  /** The rate at which the loss is halfway from its start to its minimum; undefined if it does not fall. */
  readonly suggestion: number | undefined;
  /** Why the test ended. */
  readonly stopped: RangeTestStop | 'aborted';
}

/**
 * Learning rate range test: trains with a rate that grows exponentially from `lowest` to `highest`, watches
 * the loss, and puts the variables back as they were.
 *
 * Ends early when the smoothed loss exceeds best + 3 · max(start − best, noise), where start and noise are
 * mean and deviation of the first losses, at rates too low to matter. Unlike a multiple of the best loss this
 * means the same for a loss that is negative: adding a constant to a loss, or scaling it, changes neither end
 * nor suggestion.
 *
 * The suggestion is the rate at which the loss, averaged over a few steps, is halfway from its start to its
 * minimum. On a quadratic this is one to two decades below the largest rate that is stable.
 *
 * @throws RangeError if a number is out of range.
 * @throws LosskitError `loss-not-finite` if the loss is not finite before any update.
 * @example
 * ```ts
 * import { adam } from '@losskit/trainer/optimizers';
 * const optimizer = adam({ learningRate: 0 });
 * const { suggestion = 1e-3 } = await findLearningRate({ model, batches, loss, optimizer });
 * ```
 * @see L. N. Smith, Cyclical Learning Rates for Training Neural Networks, 2017, section 3.3, arXiv:1506.01186
 */
export async function findLearningRate<
  Inputs extends Tensors = tf.Tensor,
  Targets extends Tensors = Tensors,
  Outputs extends Tensors = Tensors,
  Loss extends Losses = Losses,
>(options: FindLearningRateOptions<Inputs, Targets, Outputs, Loss>): Promise<LearningRateRange> {
  const { loss, penalty, lowest = 1e-7, highest = 10, steps = 100, signal } = options;
  validateArgument('findLearningRate', 'lowest', lowest, POSITIVE);
  if (!(highest > lowest && Number.isFinite(highest))) {
    throw rangeError('findLearningRate', 'highest > lowest', highest);
  }
  validateArgument('findLearningRate', 'steps', steps, integerFrom(10));
  const model: AnyModel = asModel(options.model);
  const optimizer = asOptimizer(options.optimizer);
  const batches = openBatches('batches', options.batches);
  const passes = goesRound(batches) ? Number.POSITIVE_INFINITY : 1;
  const definition = { model, loss, penalty, optimizer };

  const before = snapshotModel(model);
  let state: NamedTensors = tf.tidy(() => optimizer.transform.init(model.variables));
  const momentum = optimizer.momentum && tf.scalar(optimizer.momentum(0));
  const test = rangeTest(steps);
  const isAborted = () => signal?.aborted === true;

  const take = async (batch: AnyBatch, learningRate: number): Promise<number> => {
    const rate = tf.scalar(learningRate);
    const step = test.table.length;
    const inspection = step === 0 ? inspectStep(definition, batch) : undefined;
    try {
      const context = { step, momentum, inspect: inspection?.inspect };
      const result = trainingStep(definition, state, batch, rate, context);
      disposeReplaced(state, result.state);
      state = result.state;
      const [value = Number.NaN] = await result.loss.data();
      disposeLosses(result);
      return value;
    } finally {
      inspection?.dispose();
      rate.dispose();
    }
  };

  try {
    for await (const batch of batchesFrom(batches, undefined, passes)) {
      if (batch === END_OF_PASS) continue;
      if (isAborted()) return { ...test.result(), stopped: 'aborted' };
      const fraction = test.table.length / (steps - 1);
      const learningRate = lowest * (highest / lowest) ** fraction;
      const loss = await take(batch, learningRate);
      if (test.table.length === 0 && !Number.isFinite(loss)) {
        restoreModel(model, before);
        const fault = { definition, optimizerState: state, batch, step: 0, loss, learningRate };
        throw await nonFiniteError({ ...fault, brokenVariable: undefined, lastFiniteLoss: undefined });
      }
      const stopped = test.add(learningRate, loss);
      if (stopped) return { ...test.result(), stopped };
    }
    return { ...test.result(), stopped: 'batches ended' };
  } finally {
    restoreModel(model, before);
    disposeSnapshot(before);
    tf.dispose([state, momentum]);
  }
}
