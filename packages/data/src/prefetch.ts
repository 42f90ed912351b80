import * as tf from '@tensorflow/tfjs-core';

import { checkInteger } from './checkOption.ts';
import type { Batch } from './seededBatches.ts';

/** Batches that can start at any step. */
export interface BatchesFromStep {
  readonly stepsPerEpoch: number;
  from(step: number): Iterable<Batch> | AsyncIterable<Batch>;
}

/** The same batches, made ahead of time. */
export interface PrefetchedBatches extends BatchesFromStep {
  from(step: number): AsyncGenerator<Batch, void, void>;
}

/** Batches of their own over the same numbers: their maker disposes his when the next one is asked for. */
async function* held(batches: Iterable<Batch> | AsyncIterable<Batch>): AsyncGenerator<Batch, void, void> {
  for await (const batch of batches) {
    // By reshape, because the wasm backend's clone copies.
    const { inputs, targets } = batch;
    yield {
      ...batch,
      inputs: tf.reshape(inputs, inputs.shape),
      targets: tf.reshape(targets, targets.shape),
    };
  }
}

/**
 * Asks for batches before they are needed, which helps where making one waits for something, such as a disk. Order and
 * numbers are the same; a batch is disposed when the next one is asked for.
 *
 * @param ahead - Batches that are made while one is in use, an integer ≥ 1. Default 2.
 * @throws RangeError if `ahead` is not such an integer.
 * @example
 * ```ts
 * const rows = { rows: 2, inputs: { values: Float32Array.of(5, 6), rowShape: [] }, targets: { values: Float32Array.of(0, 0), rowShape: [] } };
 * const batches = prefetch(seededBatches(rows, { batchSize: 1, seed: 0, shuffle: false }));
 * const second = (await batches.from(1).next()).value;
 * second.inputs.dataSync(); // [6]
 * ```
 */
export function prefetch(source: BatchesFromStep, ahead = 2): PrefetchedBatches {
  checkInteger('prefetch', 'ahead', ahead, 1);
  return {
    stepsPerEpoch: source.stepsPerEpoch,
    async *from(step) {
      const batches = held(source.from(step));
      const queue: Promise<IteratorResult<Batch, void>>[] = [];
      try {
        for (;;) {
          while (queue.length <= ahead) {
            const next = batches.next();
            // A failure ahead is told when its turn comes; until then it must not count as unhandled.
            next.catch(() => undefined);
            queue.push(next);
          }
          const { value: batch } = (await queue.shift()) ?? {};
          if (!batch) return;
          try {
            yield batch;
          } finally {
            tf.dispose([batch.inputs, batch.targets]);
          }
        }
      } finally {
        await batches.return();
        for (const waiting of await Promise.allSettled(queue)) {
          if (waiting.status === 'fulfilled' && waiting.value.value) {
            tf.dispose([waiting.value.value.inputs, waiting.value.value.targets]);
          }
        }
      }
    },
  };
}
