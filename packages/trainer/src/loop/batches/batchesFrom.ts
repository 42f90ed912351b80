import { ArgumentRangeError, rangeError, typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { RowBatches } from '../../engine/RowBatches.ts';
import type { AnyBatch } from '../../model/Batch.ts';
import type { Batches, BatchPasses, BatchSequence, BatchSource, DatasetLike } from './Batches.ts';
import { datasetBatches } from './datasetBatches.ts';
import { toBatch } from './toBatch.ts';

/** Batches that can be gone through as they are. */
export type OpenBatches = Exclude<Batches, DatasetLike>;

/** Where a run is: steps done, passes done, and steps of the pass under way. */
export interface BatchPosition {
  readonly step: number;
  readonly epoch: number;
  readonly stepOfEpoch: number;
}

/** What comes after the last batch of each pass. */
export const END_OF_PASS = 'end of pass';

const START: BatchPosition = { step: 0, epoch: 0, stepOfEpoch: 0 };

function hasMethod<Name extends PropertyKey>(
  value: unknown,
  name: Name,
): value is Readonly<Record<Name, (...given: never[]) => unknown>> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return typeof Reflect.get(value, name) === 'function';
}

function isDataset(value: unknown): value is DatasetLike {
  return hasMethod(value, 'iterator') && 'size' in value;
}

function isSequence(value: unknown): value is BatchSequence {
  return hasMethod(value, Symbol.iterator) || hasMethod(value, Symbol.asyncIterator);
}

function isSource(value: unknown): value is BatchSource {
  return hasMethod(value, 'from');
}

function isPasses(value: unknown): value is BatchPasses {
  return hasMethod(value, 'passes');
}

function isStepFunction(value: unknown): value is (step: number) => BatchSequence {
  return typeof value === 'function';
}

/**
 * Batches of any kind, a data set opened.
 *
 * @throws TypeError for what is none.
 */
export function openBatches(option: string, given: unknown): OpenBatches {
  if (isDataset(given)) return datasetBatches(given);
  const isSingle = typeof given === 'string' || given instanceof tf.Tensor || ArrayBuffer.isView(given);
  if (!isSingle && (isPasses(given) || isSource(given) || isSequence(given) || isStepFunction(given)))
    return given;
  const isPair = typeof given === 'object' && given !== null && ('xs' in given || 'inputs' in given);
  const what = `${option} to be an iterable, a tf.data.Dataset or a source of batches`;
  throw typeError('train', isPair ? `${what} (one batch goes in a list)` : what, given);
}

/** Batches as passes, where they can be gone through more than once. */
export function passesOf(batches: OpenBatches): BatchPasses | undefined {
  if (isPasses(batches)) return batches;
  if (isSource(batches) || isStepFunction(batches)) return undefined;
  return {
    *passes() {
      for (;;) yield batches;
    },
  };
}

/** Steps of one pass, where the batches know it. */
export function stepsPerEpochOf(batches: OpenBatches): number | undefined {
  return isPasses(batches) || isSource(batches) ? batches.stepsPerEpoch : undefined;
}

/** The batches by their rows, where these stay in memory. */
export function rowBatchesOf(batches: OpenBatches): RowBatches | undefined {
  return isSource(batches) ? batches.rowBatches : undefined;
}

/** Whether a budget of steps or time makes them go round; of a plain sequence only `epochs` does. */
export function goesRound(batches: OpenBatches): boolean {
  return isPasses(batches);
}

/** Whether their passes have no end. */
export function isEndless(batches: OpenBatches): boolean {
  return isPasses(batches) && batches.endless === true;
}

function noBatch(option: string, pass: number): ArgumentRangeError {
  const which = pass === 0 ? '' : ` in pass ${pass + 1} too`;
  return new ArgumentRangeError(
    `train: expected ${option} to give a batch${which}, got none; an iterator can be used only once, so give what makes ` +
      'a new one, such as { [Symbol.asyncIterator]: makeBatches }.',
  );
}

async function* passThrough(
  { passes, stepsPerEpoch }: BatchPasses,
  { step, epoch, stepOfEpoch }: BatchPosition,
  epochs: number,
  option: string,
): AsyncGenerator<AnyBatch | typeof END_OF_PASS, void> {
  if (epoch >= epochs) return;
  let pass = epoch;
  let toSkip = stepOfEpoch;
  for await (const sequence of passes(epoch)) {
    let count = 0;
    for await (const given of sequence) {
      count += 1;
      if (count > toSkip) yield toBatch(given);
    }
    if (count === 0 && (pass > 0 || step === 0)) throw noBatch(option, pass);
    if (stepsPerEpoch !== undefined && count !== stepsPerEpoch) {
      throw rangeError('train', `${stepsPerEpoch} batches in pass ${pass + 1}, as its size says`, count);
    }
    yield END_OF_PASS;
    pass += 1;
    toSkip = 0;
    if (pass >= epochs) return;
  }
}

async function* streamFrom(
  batches: BatchSource | ((step: number) => BatchSequence),
  step: number,
  option: string,
): AsyncGenerator<AnyBatch, void> {
  let isEmpty = true;
  const sequence: unknown = isSource(batches) ? batches.from(step) : batches(step);
  if (!isSequence(sequence)) throw typeError('train', `${option} to give an iterable of batches`, sequence);
  for await (const given of sequence) {
    isEmpty = false;
    yield toBatch(given);
  }
  if (isEmpty && step === 0) throw noBatch(option, 0);
}

/**
 * The batches from a position on, each checked, with a mark after each pass of those that come in passes.
 *
 * What can only start at the beginning is gone through up to the position.
 *
 * @param epochs - Passes after which they end.
 * @param option - Where they come from, for messages.
 * @throws RangeError where there is no batch, ever or in a later pass.
 */
export function batchesFrom(
  batches: OpenBatches,
  position: BatchPosition = START,
  epochs = 1,
  option = 'batches',
): AsyncGenerator<AnyBatch | typeof END_OF_PASS, void> {
  if (isSource(batches) || isStepFunction(batches)) return streamFrom(batches, position.step, option);
  const passes = passesOf(batches);
  if (!passes) throw typeError('train', 'batches', batches);
  return passThrough(passes, position, epochs, option);
}

/** The batches of one pass, or of a source that knows no passes all of them. */
export async function* onePass(batches: OpenBatches, option?: string): AsyncGenerator<AnyBatch, void> {
  const most = stepsPerEpochOf(batches);
  let count = 0;
  for await (const batch of batchesFrom(batches, START, 1, option)) {
    if (batch === END_OF_PASS) return;
    yield batch;
    count += 1;
    // A source that knows its epochs may go on for ever.
    if (count === most) return;
  }
}

/** The first batch; it may be disposed when the generator is asked for more. */
export async function* firstBatch(batches: OpenBatches): AsyncGenerator<AnyBatch, void> {
  for await (const batch of onePass(batches)) {
    yield batch;
    return;
  }
}
