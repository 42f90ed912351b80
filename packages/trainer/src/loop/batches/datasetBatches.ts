import * as tf from '@tensorflow/tfjs-core';

import { type AnyBatch, disposeBatch } from '../../model/Batch.ts';
import type { BatchPasses, DatasetLike } from './Batches.ts';
import { pairChecker } from './pairBatches.ts';

function tensorsIn(value: unknown): tf.Tensor[] {
  if (value instanceof tf.Tensor) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}

/**
 * Batches out of a `tf.data.Dataset` of `{ xs, ys }`, whose tensors are disposed after their step. `train` takes
 * a data set as it is; this is for what goes around it, such as `prefetch`.
 *
 * A data set is gone through once, or as often as `epochs`, `steps` or `milliseconds` ask for, whether it knows its
 * size or not. To resume, make it anew, with a seed wherever it shuffles: the shuffles of the passes before
 * are then drawn again, and the batches before the step passed over.
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
export function datasetBatches(dataset: DatasetLike): BatchPasses {
  const { size } = dataset;
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

  async function* elements(iterator: Awaited<ReturnType<DatasetLike['iterator']>>) {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      const batch = toBatch(next.value);
      try {
        yield batch;
      } finally {
        disposeBatch(batch);
      }
    }
  }

  return {
    stepsPerEpoch: size !== null && size > 0 && Number.isFinite(size) ? size : undefined,
    endless: size === Number.POSITIVE_INFINITY,
    async *passes(epoch) {
      // Each iterator draws a new order from the data set's generator.
      for (let passed = 0; passed < epoch; passed += 1) await dataset.iterator();
      for (;;) yield elements(await dataset.iterator());
    },
  };
}
