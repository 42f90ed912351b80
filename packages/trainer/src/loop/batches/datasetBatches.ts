import * as tf from '@tensorflow/tfjs-core';

import { type AnyBatch, disposeBatch } from '../../model/Batch.ts';
import type { BatchSource } from './Batches.ts';
import { pairChecker } from './pairBatches.ts';

/** The part of a `tf.data.Dataset` that training needs. */
export interface DatasetLike {
  /** Number of elements; null where it is not known, infinite where it has no end. */
  readonly size: number | null;
  iterator(): Promise<{ next(): Promise<IteratorResult<unknown>> }>;
}

function tensorsIn(value: unknown): tf.Tensor[] {
  if (value instanceof tf.Tensor) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}

/**
 * Batches out of a `tf.data.Dataset` of `{ xs, ys }`, whose tensors are disposed after their step.
 *
 * One of known size knows its epochs and is gone through again and again, so that `steps` or `epochs` end the
 * training; another once, as many times as its `repeat` says. To resume, make the data set anew, with a seed
 * wherever it shuffles: the shuffles of the epochs before are then drawn again, and the batches before the
 * step passed over.
 *
 * @throws TypeError for elements that are not `{ xs, ys }`, RangeError where their rows don't fit each other
 *   or the first element's; both when the element is reached.
 * @example
 * ```ts
 * const rows = tf.data.zip({ xs: tf.data.array([[1], [2], [3]]), ys: tf.data.array([[2], [4], [6]]) });
 * const batches = datasetBatches(rows.shuffle(3, 'a seed').batch(2));
 * batches.stepsPerEpoch; // 2
 * ```
 */
export function datasetBatches(dataset: DatasetLike): BatchSource {
  const { size } = dataset;
  const stepsPerEpoch = size !== null && size > 0 && Number.isFinite(size) ? size : undefined;
  const check = pairChecker('datasetBatches');

  function toBatch(element: unknown): AnyBatch {
    try {
      const { xs, ys } = check(element);
      return { inputs: xs, targets: ys };
    } catch (error) {
      tf.dispose(tensorsIn(element));
      throw error;
    }
  }

  return {
    stepsPerEpoch,
    async *from(step) {
      const epochs = stepsPerEpoch === undefined ? 0 : Math.floor(step / stepsPerEpoch);
      let toPass = step - epochs * (stepsPerEpoch ?? 0);
      // Each iterator draws a new order from the data set's generator.
      for (let epoch = 0; epoch < epochs; epoch += 1) await dataset.iterator();
      do {
        const iterator = await dataset.iterator();
        for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
          const batch = toBatch(next.value);
          try {
            if (toPass > 0) toPass -= 1;
            else yield batch;
          } finally {
            disposeBatch(batch);
          }
        }
      } while (stepsPerEpoch !== undefined);
    },
  };
}
