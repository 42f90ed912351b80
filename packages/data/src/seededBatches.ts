import { expected } from '@losskit/errors';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';

import { checkInteger } from './checkOption.ts';
import { rowSize, rowsTensor, takeRows } from './rows.ts';
import type { Rows } from './Task.ts';

export interface BatchableRows {
  readonly rows: number;
  readonly inputs: Rows<Float32Array | Int32Array | Uint8Array>;
  readonly targets: Rows<Float32Array | Int32Array>;
}

export interface BatchOptions {
  readonly batchSize: number;
  readonly seed: number;
  /** How often to go through the data. Default: without end. */
  readonly epochs?: number;
  /** Name of the random stream, for two orders that must not be the same. Default `'batch order'`. */
  readonly purpose?: string;
}

export interface Batch {
  /** [rows of this batch, …rowShape] */
  readonly inputs: tf.Tensor;
  readonly targets: tf.Tensor;
  /** Which rows of the data set these are. */
  readonly indices: Uint32Array;
  /** From 0. */
  readonly epoch: number;
}

/**
 * Goes through the rows in batches, each epoch in a new order that depends on (seed, purpose, epoch) alone.
 *
 * The last batch of an epoch holds what is left and may be smaller. Bytes become float32 as they are. A batch is
 * disposed when the next one is asked for or the loop ends; clone what must live longer.
 *
 * @throws RangeError at the call if an option is out of range or the values don't fill the rows.
 * @example
 * ```ts
 * for (const { inputs, targets } of seededBatches(train, { batchSize: 32, seed: 7, epochs: 2 })) {
 *   // … one step …
 * }
 * ```
 */
export function seededBatches(dataset: BatchableRows, options: BatchOptions): Generator<Batch, void, void> {
  const { batchSize, seed, epochs = Number.POSITIVE_INFINITY, purpose = 'batch order' } = options;
  checkInteger('seededBatches', 'batchSize', batchSize, 1);
  if (epochs !== Number.POSITIVE_INFINITY) checkInteger('seededBatches', 'epochs', epochs, 0);
  checkInteger('seededBatches', 'seed', seed, 0);
  checkInteger('seededBatches', 'rows', dataset.rows, 1);
  for (const name of ['inputs', 'targets'] as const) {
    const wanted = dataset.rows * rowSize(dataset[name]);
    if (dataset[name].values.length !== wanted) {
      throw new RangeError(
        expected(
          'seededBatches',
          `${wanted} values in ${name} for ${dataset.rows} rows`,
          dataset[name].values.length,
        ),
      );
    }
  }
  return generateBatches(dataset, batchSize, seed, epochs, purpose);
}

function* generateBatches(
  dataset: BatchableRows,
  batchSize: number,
  seed: number,
  epochs: number,
  purpose: string,
): Generator<Batch, void, void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = randomStream(seed, purpose, epoch).permutation(dataset.rows);
    for (let start = 0; start < dataset.rows; start += batchSize) {
      const indices = order.slice(start, start + batchSize);
      const inputs = rowsTensor(takeRows(dataset.inputs, indices));
      const targets = rowsTensor(takeRows(dataset.targets, indices));
      try {
        yield { inputs, targets, indices, epoch };
      } finally {
        tf.dispose([inputs, targets]);
      }
    }
  }
}
