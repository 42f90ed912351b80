import { isRows, mapRows, type Rows, stratifiedSplit, takeRows } from '@losskit/data';
import { ArgumentRangeError, rangeError } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import type { TaskRows } from './TaskData.ts';

/** Options of {@link splitRows}. */
export interface SplitOptions {
  readonly seed: number;
  /** Fractions of the rows; above 0, together below 1. Default 0.2 each. */
  readonly validation?: number | undefined;
  readonly test?: number | undefined;
  /** Whether each class has the same fraction of every part; of int32 class ids. Default false. */
  readonly stratify?: boolean | undefined;
  /** Name of the random stream. Default `'split'`. */
  readonly purpose?: string | undefined;
}

/** Rows in flat arrays, as they are divided. */
export type SplittableRows = Omit<TaskRows, 'rows'>;

/** The rows with the given numbers, in the given order. */
function takePart({ inputs, targets, weights, names, outliers }: SplittableRows, indices: Uint32Array) {
  const numbers = Array.from(indices);
  const take = (rows: Rows) => takeRows(rows, indices);
  return {
    inputs: isRows(inputs)
      ? take(inputs)
      : Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, take(one)])),
    targets: take(targets),
    ...(weights && { weights: takeRows(weights, indices).values }),
    ...(names && { names: numbers.map((row) => names[row] ?? '') }),
    ...(outliers && { outliers: numbers.map((row) => outliers[row] ?? false) }),
  };
}

function shuffled(rows: number, options: SplitOptions) {
  const { seed, validation = 0.2, test = 0.2, purpose = 'split' } = options;
  const order = randomStream(seed, purpose).permutation(rows);
  const [held, tested] = [Math.round(validation * rows), Math.round(test * rows)];
  return {
    train: order.subarray(held + tested),
    validation: order.subarray(0, held),
    test: order.subarray(held, held + tested),
  };
}

function stratified(labels: Int32Array, options: SplitOptions) {
  const { seed, validation = 0.2, test = 0.2, purpose = 'split' } = options;
  const { first, second } = stratifiedSplit(labels, test, seed, `${purpose} test`);
  const rest = Int32Array.from(first, (row) => labels[row] ?? 0);
  const inner = stratifiedSplit(rest, validation / (1 - test), seed, `${purpose} validation`);
  const rowsOf = (places: Uint32Array) => places.map((place) => first[place] ?? 0);
  return { train: rowsOf(inner.first), validation: rowsOf(inner.second), test: second };
}

/**
 * Divides rows in three by the seed: for a task whose seeds split one data set.
 *
 * @throws RangeError for fractions out of range, for rows too few to be divided, and for `stratify` without class ids.
 * @example
 * ```ts
 * const rows = { inputs: { values: Float32Array.of(1, 2, 3, 4, 5), rowShape: [1] }, targets: { values: Float32Array.of(1, 2, 3, 4, 5), rowShape: [] } };
 * const { train, test } = splitRows(rows, { seed: 0 });
 * train.targets.values.length; // 3
 * test.targets.values.length; // 1
 * ```
 */
export function splitRows(rows: SplittableRows, options: SplitOptions) {
  const { validation = 0.2, test = 0.2, stratify = false } = options;
  if (!(validation > 0 && test > 0 && validation + test < 1)) {
    throw rangeError('splitRows', 'fractions above 0 that sum to less than 1', [validation, test]);
  }
  const { values, rowShape } = rows.targets;
  const size = rowShape.reduce((product, length) => product * length, 1);
  const count = values.length / size;
  mapRows(rows.inputs, ({ values: given, rowShape: shape }) => {
    const found = given.length / shape.reduce((product, length) => product * length, 1);
    if (found !== count) throw rangeError('splitRows', `inputs of ${count} rows, as the targets have`, found);
  });
  if (stratify && !(values instanceof Int32Array && size === 1)) {
    throw new ArgumentRangeError('splitRows: expected targets of int32 class ids to stratify, got others.');
  }
  const parts =
    stratify && values instanceof Int32Array ? stratified(values, options) : shuffled(count, options);
  if (Object.values(parts).some((part) => part.length === 0)) {
    throw rangeError('splitRows', 'rows enough for three parts', count);
  }
  return {
    train: takePart(rows, parts.train),
    validation: takePart(rows, parts.validation),
    test: takePart(rows, parts.test),
  };
}
