import type { AnyBatch } from '../../model/Batch.ts';

/** Batches in order. */
export type BatchSequence = Iterable<AnyBatch> | AsyncIterable<AnyBatch>;

/** Batches that can start at any step, such as those of `seededBatches`. */
export interface BatchSource {
  /** Steps of one pass over the data, where that is known. */
  readonly stepsPerEpoch?: number | undefined;
  /** The batches from a step on, which counts from 0. */
  from(step: number): BatchSequence;
}

/** Batches, or a function of the first step that gives them. */
export type Batches = BatchSequence | BatchSource | ((step: number) => BatchSequence);

/** Steps of one pass, where the batches know it. */
export function stepsPerEpochOf(batches: Batches): number | undefined {
  return 'from' in batches ? batches.stepsPerEpoch : undefined;
}

/**
 * The batches from a step on; of those that can only start at the beginning, the ones before it are passed
 * over.
 */
export async function* batchesFrom(batches: Batches, step: number): AsyncGenerator<AnyBatch, void> {
  if (typeof batches === 'function') yield* batches(step);
  else if ('from' in batches) yield* batches.from(step);
  else {
    let passed = 0;
    for await (const batch of batches) {
      if (passed < step) passed += 1;
      else yield batch;
    }
  }
}
