import { checkInteger, checkOptions, rangeError } from '@losskit/errors';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';

import { mapRows, type NamedRows, type Rows, rowSize, rowsTensor, takeRows } from './rows.ts';

/** Inputs and targets, with as many rows each; by name where there are several. */
export interface BatchableRows<
  Inputs extends Rows | NamedRows = Rows | NamedRows,
  Targets extends Rows | NamedRows = Rows | NamedRows,
> {
  readonly rows: number;
  readonly inputs: Inputs;
  readonly targets: Targets;
  /** A weight ≥ 0 per row, or per element of the loss. Default: all 1. */
  readonly weights?: Rows<Float32Array> | undefined;
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

type Tensors = tf.Tensor | Readonly<Record<string, tf.Tensor>>;

export interface Batch<Inputs extends Tensors = tf.Tensor, Targets extends Tensors = tf.Tensor> {
  /** [rows of this batch, …rowShape] */
  readonly inputs: Inputs;
  readonly targets: Targets;
  /** Where the rows have weights. */
  readonly weights?: tf.Tensor | undefined;
  /** Which rows of the data set these are. */
  readonly indices: Uint32Array;
  /** From 0. */
  readonly epoch: number;
}

/** Which rows of a data set each batch holds. */
export interface RowBatches extends Omit<BatchableRows, 'rows'> {
  /**
   * The rows of the batch of a step, which counts from 0; undefined after the last. A view of the order, which nobody may
   * write to.
   */
  rowsOfStep(step: number): Uint32Array | undefined;
  /** A batch of any rows, whose tensors the caller disposes. */
  batchOf(rows: Uint32Array): Omit<Batch<Tensors, Tensors>, 'epoch'>;
}

/** Batches from the first step on, or from any other. */
export interface SeededBatches<Inputs extends Tensors = tf.Tensor, Targets extends Tensors = tf.Tensor>
  extends Iterable<Batch<Inputs, Targets>> {
  readonly stepsPerEpoch: number;
  /** The batches from a step on, which counts from 0: what is left after so many batches. */
  from(step: number): Generator<Batch<Inputs, Targets>, void, void>;
  /** The same batches by their rows, without a tensor: compiled training steps take these from where they are. */
  readonly rowBatches: RowBatches;
}

const OPTION_NAMES: Readonly<Record<keyof BatchOptions, true>> = {
  batchSize: true,
  seed: true,
  epochs: true,
  shuffle: true,
  dropLast: true,
  purpose: true,
};

function checkValues(name: string, rows: number, given: Rows): void {
  const wanted = rows * rowSize(given);
  if (given.values.length === wanted) return;
  throw rangeError('seededBatches', `${wanted} values in ${name} for ${rows} rows`, given.values.length);
}

function checkDataset({ rows, inputs, targets, weights }: BatchableRows): void {
  checkInteger('seededBatches', 'rows', rows, 1);
  mapRows(inputs, (given, name) => checkValues(name === '' ? 'inputs' : `inputs '${name}'`, rows, given));
  mapRows(targets, (given, name) => checkValues(name === '' ? 'targets' : `targets '${name}'`, rows, given));
  if (weights) checkValues('weights', rows, weights);
}

/**
 * Goes through the rows in batches, each epoch in a new order that depends on (seed, purpose, epoch) alone, so that it can
 * start at any step.
 *
 * The last batch of an epoch holds what is left and may be smaller. Bytes become float32 as they are. A batch is
 * disposed when the next one is asked for or the loop ends; clone what must live longer.
 *
 * @throws RangeError for options that are unknown or out of range, and for values that don't fill the rows.
 * @example
 * ```ts
 * const rows = { rows: 5, inputs: { values: Float32Array.of(0, 1, 2, 3, 4), rowShape: [1] }, targets: { values: Int32Array.of(0, 1, 2, 3, 4), rowShape: [] } };
 * const batches = seededBatches(rows, { batchSize: 2, seed: 7, shuffle: false });
 * batches.stepsPerEpoch; // 3
 * const [fourth] = batches.from(3);
 * fourth?.indices; // [0, 1]
 * fourth?.epoch; // 1
 * batches.rowBatches.rowsOfStep(3); // [0, 1]
 * ```
 */
export function seededBatches(dataset: BatchableRows<Rows, Rows>, options: BatchOptions): SeededBatches;
export function seededBatches(dataset: BatchableRows, options: BatchOptions): SeededBatches<Tensors, Tensors>;
export function seededBatches(
  dataset: BatchableRows,
  options: BatchOptions,
): SeededBatches<Tensors, Tensors> {
  checkOptions('seededBatches', options, Object.keys(OPTION_NAMES));
  const { batchSize, seed, epochs = Number.POSITIVE_INFINITY } = options;
  const { shuffle = true, dropLast = false, purpose = 'batch order' } = options;
  checkInteger('seededBatches', 'batchSize', batchSize, 1);
  if (epochs !== Number.POSITIVE_INFINITY) checkInteger('seededBatches', 'epochs', epochs, 0);
  checkInteger('seededBatches', 'seed', seed, 0);
  checkDataset(dataset);
  const { rows } = dataset;
  const stepsPerEpoch = dropLast ? Math.floor(rows / batchSize) : Math.ceil(rows / batchSize);
  if (stepsPerEpoch === 0) {
    throw rangeError('seededBatches', `batchSize <= ${rows} rows with dropLast`, batchSize);
  }

  const given = shuffle ? undefined : Uint32Array.from({ length: rows }, (_, row) => row);
  const orderOf = (epoch: number) => given ?? randomStream(seed, purpose, epoch).permutation(rows);

  /** Gives the rows of a batch, and remembers the order of the epoch. */
  function rowsByStep(): (step: number) => Uint32Array | undefined {
    let latest: { readonly epoch: number; readonly order: Uint32Array } | undefined;
    return (step) => {
      checkInteger('seededBatches', 'step', step, 0);
      const epoch = Math.floor(step / stepsPerEpoch);
      if (epoch >= epochs) return undefined;
      if (latest?.epoch !== epoch) latest = { epoch, order: orderOf(epoch) };
      const place = step % stepsPerEpoch;
      return latest.order.subarray(place * batchSize, (place + 1) * batchSize);
    };
  }

  function batchOf(indices: Uint32Array): Omit<Batch<Tensors, Tensors>, 'epoch'> {
    const tensorOf = (given: Rows) => rowsTensor(takeRows(given, indices));
    const inputs = mapRows(dataset.inputs, tensorOf);
    const targets = mapRows(dataset.targets, tensorOf);
    return { inputs, targets, ...(dataset.weights && { weights: tensorOf(dataset.weights) }), indices };
  }

  function* from(step: number): Generator<Batch<Tensors, Tensors>, void, void> {
    const rowsOfStep = rowsByStep();
    let place = step;
    for (let indices = rowsOfStep(place); indices; indices = rowsOfStep(place)) {
      const batch = batchOf(indices.slice());
      try {
        yield { ...batch, epoch: Math.floor(place / stepsPerEpoch) };
        place += 1;
      } finally {
        tf.dispose([batch.inputs, batch.targets, batch.weights]);
      }
    }
  }

  const { inputs, targets, weights } = dataset;
  const rowBatches = { inputs, targets, weights, rowsOfStep: rowsByStep(), batchOf };
  return { stepsPerEpoch, from, rowBatches, [Symbol.iterator]: () => from(0) };
}
