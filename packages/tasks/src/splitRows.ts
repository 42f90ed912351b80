import { isRows, type NamedRows, type Rows, rowSize, stratifiedSplit, takeRows } from '@losskit/data';
import { ArgumentRangeError, rangeError } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import type { NestedNumbers } from './GivenRows.ts';

/** Options of {@link splitRows}. */
export interface SplitOptions {
  readonly seed: number;
  /** Fractions of the rows; above 0, together below 1. Default 0.2 each. */
  readonly validation?: number | undefined;
  readonly test?: number | undefined;
  /** Whether each class has the same fraction of every part; of one name or whole number per row. Default false. */
  readonly stratify?: boolean | undefined;
  /** Name of the random stream. Default `'split'`. */
  readonly purpose?: string | undefined;
}

type Listed = readonly NestedNumbers[];

/** Rows to divide: lists with an entry per row, or flat values in rows. */
export interface SplittableRows<
  Inputs extends Listed | Rows | NamedRows = Listed | Rows | NamedRows,
  Targets extends Listed | readonly string[] | Rows = Listed | readonly string[] | Rows,
> {
  readonly inputs: Inputs;
  readonly targets: Targets;
  readonly weights?: readonly number[] | undefined;
  readonly names?: readonly string[] | undefined;
}

function isListed(rows: unknown): rows is readonly unknown[] {
  return Array.isArray(rows);
}

function countRows(rows: Listed | readonly string[] | Rows): number {
  return isListed(rows) ? rows.length : rows.values.length / rowSize(rows);
}

function pick<Item>(items: readonly Item[], indices: Uint32Array): Item[] {
  return Array.from(indices).flatMap((row) => {
    const item = items[row];
    return item === undefined ? [] : [item];
  });
}

function takeTargets(targets: SplittableRows['targets'], indices: Uint32Array): SplittableRows['targets'] {
  if (!isListed(targets)) return takeRows(targets, indices);
  const isNames = (given: Listed | readonly string[]): given is readonly string[] =>
    typeof given[0] === 'string';
  return isNames(targets) ? pick(targets, indices) : pick(targets, indices);
}

function takeInputs(inputs: SplittableRows['inputs'], indices: Uint32Array): SplittableRows['inputs'] {
  if (isListed(inputs)) return pick(inputs, indices);
  if (isRows(inputs)) return takeRows(inputs, indices);
  return Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, takeRows(one, indices)]));
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

/** A class id per row: that of a name, or the number itself. */
function classIds(targets: SplittableRows['targets']): Int32Array {
  const labels: Iterable<unknown> = isListed(targets) ? targets : targets.values;
  if (!isListed(targets) && rowSize(targets) !== 1) {
    throw new ArgumentRangeError('splitRows: expected one class per row to stratify, got several targets.');
  }
  const ids = new Map<unknown, number>();
  return Int32Array.from(labels, (label) => {
    if (typeof label !== 'string' && !Number.isInteger(label)) {
      throw rangeError('splitRows', 'names or whole numbers as targets to stratify', label);
    }
    const id = ids.get(label) ?? ids.size;
    ids.set(label, id);
    return id;
  });
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
 * @throws RangeError for fractions out of range, inputs and targets of different lengths, rows too few to be divided, and for
 *   `stratify` without classes.
 * @example
 * ```ts
 * const { train, test } = splitRows({ inputs: [[1], [2], [3], [4], [5]], targets: ['a', 'b', 'a', 'b', 'a'] }, { seed: 0 });
 * train.targets.length; // 3
 * test.targets.length; // 1
 * ```
 */
export function splitRows<
  Inputs extends Listed | Rows | NamedRows,
  Targets extends Listed | readonly string[] | Rows,
>(
  rows: SplittableRows<Inputs, Targets>,
  options: SplitOptions,
): Readonly<Record<'train' | 'validation' | 'test', SplittableRows<Inputs, Targets>>>;
export function splitRows(
  rows: SplittableRows,
  options: SplitOptions,
): Readonly<Record<'train' | 'validation' | 'test', SplittableRows>> {
  const { validation = 0.2, test = 0.2, stratify = false } = options;
  if (!(validation > 0 && test > 0 && validation + test < 1)) {
    throw rangeError('splitRows', 'fractions above 0 that sum to less than 1', [validation, test]);
  }
  const { inputs, targets, weights, names } = rows;
  const count = countRows(targets);
  const listed = isListed(inputs) || isRows(inputs) ? [inputs] : Object.values(inputs);
  for (const one of listed) {
    const found = countRows(one);
    if (found !== count) throw rangeError('splitRows', `inputs of ${count} rows, as the targets have`, found);
  }
  const parts = stratify ? stratified(classIds(targets), options) : shuffled(count, options);
  if (Object.values(parts).some((part) => part.length === 0)) {
    throw rangeError('splitRows', 'rows enough for three parts', count);
  }
  const take = (indices: Uint32Array): SplittableRows => ({
    inputs: takeInputs(inputs, indices),
    targets: takeTargets(targets, indices),
    ...(weights && { weights: pick(weights, indices) }),
    ...(names && { names: pick(names, indices) }),
  });
  return { train: take(parts.train), validation: take(parts.validation), test: take(parts.test) };
}
