import { expected, withNearestName } from '@losskit/errors';
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
  /** Whether each epoch has an order of its own; else it is that of the data. Default true. */
  readonly shuffle?: boolean;
  /** Whether to leave out the rows at the end of an epoch that don't fill a batch. Default false. */
  readonly dropLast?: boolean;
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

/** Batches from the first step on, or from any other. */
export interface SeededBatches extends Iterable<Batch, void, void> {
  readonly stepsPerEpoch: number;
  /** The batches from a step on, which counts from 0: what is left after so many batches. */
  from(step: number): Generator<Batch, void, void>;
}

const OPTION_NAMES: Readonly<Record<keyof BatchOptions, true>> = {
  batchSize: true,
  seed: true,
  epochs: true,
  shuffle: true,
  dropLast: true,
  purpose: true,
};

function checkNames(options: BatchOptions): void {
  const known = Object.keys(OPTION_NAMES);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const got = withNearestName(name, known);
    throw new RangeError(`seededBatches: expected options out of ${known.join(', ')}, got ${got}.`);
  }
}

function checkDataset(dataset: BatchableRows): void {
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
}

/**
 * Goes through the rows in batches, each epoch in a new order that depends on (seed, purpose, epoch) alone, so that it can
 * start at any step.
 *
 * The last batch of an epoch holds what is left and may be smaller. Bytes become float32 as they are. A batch is
 * disposed when the next one is asked for or the loop ends; clone what must live longer.
 *
 * @throws RangeError for options that there aren't or that are out of range, and for values that don't fill the rows.
 * @example
 * ```ts
 * const rows = { rows: 5, inputs: { values: Float32Array.of(0, 1, 2, 3, 4), rowShape: [1] }, targets: { values: Int32Array.of(0, 1, 2, 3, 4), rowShape: [] } };
 * const batches = seededBatches(rows, { batchSize: 2, seed: 7, shuffle: false });
 * batches.stepsPerEpoch; // 3
 * const fourth = batches.from(3).next().value;
 * fourth.indices; // [0, 1]
 * fourth.epoch; // 1
 * ```
 */
export function seededBatches(dataset: BatchableRows, options: BatchOptions): SeededBatches {
  checkNames(options);
  const { batchSize, seed, epochs = Number.POSITIVE_INFINITY } = options;
  const { shuffle = true, dropLast = false, purpose = 'batch order' } = options;
  checkInteger('seededBatches', 'batchSize', batchSize, 1);
  if (epochs !== Number.POSITIVE_INFINITY) checkInteger('seededBatches', 'epochs', epochs, 0);
  checkInteger('seededBatches', 'seed', seed, 0);
  checkDataset(dataset);
  const { rows } = dataset;
  const stepsPerEpoch = dropLast ? Math.floor(rows / batchSize) : Math.ceil(rows / batchSize);
  if (stepsPerEpoch === 0) {
    throw new RangeError(expected('seededBatches', `batchSize <= ${rows} rows with dropLast`, batchSize));
  }

  const orderOf = (epoch: number) =>
    shuffle
      ? randomStream(seed, purpose, epoch).permutation(rows)
      : Uint32Array.from({ length: rows }, (_, row) => row);

  function* from(step: number): Generator<Batch, void, void> {
    checkInteger('seededBatches', 'step', step, 0);
    let first = step % stepsPerEpoch;
    for (let epoch = Math.floor(step / stepsPerEpoch); epoch < epochs; epoch++) {
      const order = orderOf(epoch);
      for (let place = first; place < stepsPerEpoch; place++) {
        const indices = order.slice(place * batchSize, (place + 1) * batchSize);
        const inputs = rowsTensor(takeRows(dataset.inputs, indices));
        const targets = rowsTensor(takeRows(dataset.targets, indices));
        try {
          yield { inputs, targets, indices, epoch };
        } finally {
          tf.dispose([inputs, targets]);
        }
      }
      first = 0;
    }
  }

  return { stepsPerEpoch, from, [Symbol.iterator]: () => from(0) };
}
