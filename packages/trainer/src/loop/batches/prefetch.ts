import { rangeError } from '@losskit/errors';

import { type AnyBatch, disposeBatch, retainBatch } from '../../model/Batch.ts';
import type { Batches, BatchPasses, BatchSequence, BatchSource, DatasetLike } from './Batches.ts';
import { openBatches } from './batchesFrom.ts';
import { toBatch } from './toBatch.ts';

/** A batch that was asked for ahead of time, or the end. */
type Prepared = IteratorResult<AnyBatch, void>;

async function* checked(batches: BatchSequence): AsyncGenerator<AnyBatch, void> {
  for await (const batch of batches) yield toBatch(batch);
}

async function* prepareAhead(batches: BatchSequence, count: number): AsyncGenerator<AnyBatch, void> {
  const source = checked(batches);
  const waiting: Promise<Prepared>[] = [];
  let latest: Promise<Prepared> | undefined;
  let closed = false;

  const prepare = async (before: Promise<Prepared> | undefined): Promise<Prepared> => {
    // One after the other: a source disposes its batch as soon as it is asked for the next.
    const previous = await before;
    if (closed || previous?.done) return { done: true, value: undefined };
    const result = await source.next();
    return result.done ? result : { done: false, value: retainBatch(result.value) };
  };
  const ask = () => {
    latest = prepare(latest);
    // An error is thrown when its turn comes; until then it must not count as unhandled.
    latest.catch(() => {});
    waiting.push(latest);
  };

  try {
    for (let asked = 0; asked < count; asked += 1) ask();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { done, value } = await next;
      if (done) return;
      try {
        ask();
        yield value;
      } finally {
        disposeBatch(value);
      }
    }
  } finally {
    closed = true;
    for (const left of await Promise.allSettled(waiting)) {
      if (left.status === 'fulfilled' && !left.value.done) disposeBatch(left.value.value);
    }
    await source.return();
  }
}

/**
 * Prepares the next `count` batches while a step runs: reading, decoding and augmenting go on whenever the
 * loop waits.
 *
 * Order and bits are those of the batches themselves, from any step on, since nothing but the moment changes.
 * An error comes at the step that needs its batch. Work that never waits, such as a loop in JavaScript, is
 * only done earlier.
 *
 * @param count - Batches that are ready, besides the one in use; ≥ 1. Default 2.
 * @throws RangeError if `count` is not an integer >= 1.
 * @example
 * ```ts
 * async function* squares(step: number) {
 *   for (; ; step++) yield { inputs: tf.tensor1d([step]), targets: tf.tensor1d([step ** 2]) };
 * }
 * for await (const progress of train({ model, batches: prefetch(squares), steps: 1000, loss, optimizer })) {
 *   console.log(progress.loss);
 * }
 * ```
 */
export function prefetch(batches: BatchPasses | DatasetLike, count?: number): BatchPasses;
export function prefetch(
  batches: BatchSource | ((step: number) => BatchSequence),
  count?: number,
): BatchSource;
export function prefetch(batches: BatchSequence, count?: number): AsyncIterable<AnyBatch>;
export function prefetch(batches: Batches, count?: number): Batches;
export function prefetch(given: Batches, count = 2): Batches {
  if (!(Number.isInteger(count) && count >= 1)) {
    throw rangeError('prefetch', 'count to be an integer >= 1', count);
  }
  const batches = openBatches('batches of prefetch', given);
  if (typeof batches === 'function') return { from: (step) => prepareAhead(batches(step), count) };
  if ('passes' in batches) {
    return {
      ...batches,
      async *passes(epoch) {
        for await (const pass of batches.passes(epoch)) yield prepareAhead(pass, count);
      },
    };
  }
  if ('from' in batches) {
    return { ...batches, from: (step) => prepareAhead(batches.from(step), count) };
  }
  return { [Symbol.asyncIterator]: () => prepareAhead(batches, count) };
}
