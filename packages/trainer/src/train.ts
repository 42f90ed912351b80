import { expected } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { asModel, type LayersModelLike, type Model, type NamedTensors } from './Model.ts';
import { nonFiniteLossError } from './nonFiniteLossError.ts';
import type { Optimizer } from './optimizers/Optimizer.ts';
import { type Batch, type LossFunction, type PenaltyFunction, trainingStep } from './trainingStep.ts';

/** Options of {@link train}. */
export interface TrainOptions {
  readonly model: Model | LayersModelLike;
  /** Batches in order; whoever makes them disposes them. Training ends when they do. */
  readonly batches: Iterable<Batch> | AsyncIterable<Batch>;
  readonly loss: LossFunction;
  /** Added to the loss in every step. */
  readonly penalty?: PenaltyFunction | undefined;
  readonly optimizer: Optimizer;
  /** Number of steps after which training ends; ≥ 1. Default: when the batches end. */
  readonly steps?: number | undefined;
  /**
   * Steps between two reads of the loss, ≥ 1. Reading waits for the device. Default 10.
   */
  readonly readEvery?: number | undefined;
  /** Ends training after the current step. */
  readonly signal?: AbortSignal | undefined;
}

/** What a read of the loss tells. */
export interface Progress {
  /** Steps done so far. */
  readonly step: number;
  /** Mean loss of the steps since the last read, each taken before its update. */
  readonly loss: number;
  /** The loss of each of these steps. */
  readonly losses: readonly number[];
}

/** A step whose loss has not been read yet. */
export interface UnreadStep {
  readonly loss: tf.Scalar;
  readonly batch: Batch;
}

function checkCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) {
    throw new RangeError(expected('train', `${name} to be an integer >= 1`, value));
  }
}

/**
 * Shares the data of a batch, so that it can still be examined after its owner disposed it. By reshape, because the
 * wasm backend's clone copies.
 */
function holdOn({ inputs, targets }: Batch): Batch {
  return { inputs: tf.reshape(inputs, inputs.shape), targets: tf.reshape(targets, targets.shape) };
}

function disposeUnread(unread: readonly UnreadStep[]): void {
  for (const { loss, batch } of unread) tf.dispose([loss, batch.inputs, batch.targets]);
}

/** A transform may hand a slot on as it is; only the others are garbage. */
function disposeReplaced(before: NamedTensors, after: NamedTensors): void {
  const kept = new Set(Object.values(after));
  for (const slot of Object.values(before)) if (!kept.has(slot)) slot.dispose();
}

/** Lets timers and signals run, which a step does not; costs microseconds. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Trains a model by gradient descent and tells about it as it goes.
 *
 * One visible order: batch, step, read, check, yield. The caller keeps control: `break` ends training, as does the
 * signal, the last batch or the step budget. Each step does what {@link trainingStep} says; the loss is read every
 * `readEvery` steps and at the end.
 *
 * @throws RangeError for options out of range and for a loss that is not a scalar.
 * @throws LosskitError `loss-not-finite`, with the step and the cause, at the first read that finds one.
 * @example
 * ```ts
 * const slope = tf.variable(tf.scalar(0));
 * const model = { variables: { slope }, predict: (x) => tf.mul(x, slope) };
 * const batch = { inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([3, 6]) };
 * const loss = (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
 * const optimizer = sgd({ learningRate: 0.1 });
 * for await (const progress of train({ model, batches: new Array(50).fill(batch), loss, optimizer })) {
 *   if (progress.loss < 1e-9) break;
 * }
 * slope.dataSync(); // [3]
 * ```
 */
export async function* train(options: TrainOptions): AsyncGenerator<Progress, void> {
  const {
    batches,
    loss,
    penalty,
    optimizer,
    steps = Number.POSITIVE_INFINITY,
    readEvery = 10,
    signal,
  } = options;
  if (steps !== Number.POSITIVE_INFINITY) checkCount('steps', steps);
  checkCount('readEvery', readEvery);
  const model = asModel(options.model);

  let slots: NamedTensors = tf.tidy(() => optimizer.transform.init(model.variables));
  let unread: UnreadStep[] = [];
  let step = 0;
  let lastFiniteLoss: number | undefined;
  const isAborted = () => signal?.aborted === true;

  async function read(): Promise<Progress> {
    const stacked = tf.tidy(() => tf.stack(unread.map((one) => one.loss)));
    const losses = Array.from(await stacked.data());
    stacked.dispose();
    const bad = losses.findIndex((value) => !Number.isFinite(value));
    const culprit = unread[bad];
    if (culprit) {
      throw await nonFiniteLossError({
        step: step - losses.length + bad + 1,
        value: losses[bad] ?? Number.NaN,
        lastFiniteLoss: bad > 0 ? losses[bad - 1] : lastFiniteLoss,
        learningRate: optimizer.learningRate(step - losses.length + bad),
        batch: culprit.batch,
        model,
      });
    }
    disposeUnread(unread);
    unread = [];
    lastFiniteLoss = losses.at(-1);
    return { step, loss: losses.reduce((sum, value) => sum + value, 0) / losses.length, losses };
  }

  try {
    for await (const batch of batches) {
      const learningRate = tf.scalar(optimizer.learningRate(step));
      const momentum = optimizer.momentum && tf.scalar(optimizer.momentum(step));
      const result = trainingStep({ model, loss, penalty, optimizer }, slots, batch, learningRate, momentum);
      tf.dispose([learningRate, momentum]);
      disposeReplaced(slots, result.slots);
      slots = result.slots;
      unread.push({ loss: result.loss, batch: holdOn(batch) });
      step += 1;
      await nextTurn();

      const lastStep = step >= steps || isAborted();
      if (lastStep || step % readEvery === 0) yield await read();
      if (lastStep || isAborted()) return;
    }
    if (unread.length > 0) yield await read();
  } finally {
    disposeUnread(unread);
    tf.dispose(slots);
  }
}
