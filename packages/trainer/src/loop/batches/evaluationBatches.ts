import * as tf from '@tensorflow/tfjs-core';
import type { EvaluationBatch } from '../../engine/Evaluator.ts';
import type { RowBatches } from '../../engine/RowBatches.ts';
import { type AnyBatch, disposeBatch } from '../../model/Batch.ts';
import { listTensors } from '../../model/NamedTensors.ts';
import { shapeOf } from './BatchFeed.ts';
import { type OpenBatches, onePass, rowBatchesOf, stepsPerEpochOf } from './batchesFrom.ts';

/** The batch, which a tidy around leaves as it is. */
function keptBatch(batch: AnyBatch): AnyBatch {
  const { inputs, targets, weights, mask } = batch;
  for (const tensor of [inputs, targets, weights, mask].flatMap(listTensors)) tf.keep(tensor);
  return batch;
}

/** A batch of rows that stay in memory; tensors only where somebody looks at them. */
function* batchOfRows(source: RowBatches, rows: Uint32Array): Generator<EvaluationBatch, void> {
  let made: AnyBatch | undefined;
  const tensors = () => {
    made ??= keptBatch(source.batchOf(rows));
    return made;
  };
  try {
    yield { shape: `${rows.length} rows`, rows, tensors };
  } finally {
    if (made) disposeBatch(made);
  }
}

/**
 * The batches of one pass, by their rows where these stay in memory; each lives until the next one is asked for.
 *
 * @param option - Where they come from, for messages.
 * @throws RangeError where there is none.
 */
export async function* evaluationBatches(
  batches: OpenBatches,
  option: string,
): AsyncGenerator<EvaluationBatch, void> {
  const source = rowBatchesOf(batches);
  let rows = source?.rowsOfStep(0);
  if (!source || !rows) {
    for await (const batch of onePass(batches, option))
      yield { shape: shapeOf(batch), rows: undefined, tensors: () => batch };
    return;
  }
  // A source that knows its epochs may go on for ever.
  const most = stepsPerEpochOf(batches) ?? Number.POSITIVE_INFINITY;
  for (let step = 1; rows; step += 1) {
    yield* batchOfRows(source, rows);
    rows = step < most ? source.rowsOfStep(step) : undefined;
  }
}
