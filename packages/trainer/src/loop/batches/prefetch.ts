import { rangeError } from '@losskit/errors';

import { type AnyBatch, disposeBatch, retainBatch } from '../../model/Batch.ts';
import { type Batches, type BatchSource, batchesFrom, stepsPerEpochOf } from './Batches.ts';

/** A batch that was asked for ahead of time, or the end. */
type Prepared = IteratorResult<AnyBatch, void>;

async function* prepareAhead(
  source: AsyncGenerator<AnyBatch, void>,
  count: number,
): AsyncGenerator<AnyBatch, void> {
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
 * async function* batches(step) {
 *   for (;;) yield await readBatch(step++);
 * }
 * for await (const progress of train({ model, batches: prefetch(batches), steps: 1000, loss, optimizer })) {
 *   console.log(progress.loss);
 * }
 * ```
 */
export function prefetch(batches: Batches, count = 2): BatchSource {
  if (!(Number.isInteger(count) && count >= 1)) {
    throw rangeError('prefetch', 'count to be an integer >= 1', count);
  }
  return {
    stepsPerEpoch: stepsPerEpochOf(batches),
    from: (step) => prepareAhead(batchesFrom(batches, step), count),
  };
}
