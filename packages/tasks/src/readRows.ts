import { isFloats, isRows, mapRows, type NamedRows, type Rows, rowSize } from '@losskit/data';
import { describeValue, LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { GivenPart, GivenRows, GivenValues, NestedNumbers } from './GivenRows.ts';
import type { TaskRows } from './TaskData.ts';

/** Refuses data of a task, in one sentence that begins with where they stand. */
export function dataProblem(where: string, what: string, got: unknown): LosskitError {
  const shown = typeof got === 'string' ? got : describeValue(got);
  return new LosskitError('data-malformed', `${where}: expected ${what}, got ${shown}.`);
}

function shapeOf(value: NestedNumbers): number[] {
  return typeof value === 'number'
    ? []
    : [value.length, ...(value[0] === undefined ? [] : shapeOf(value[0]))];
}

/** Writes one nested row behind the others. */
function flatten(value: NestedNumbers, into: number[]): void {
  if (typeof value === 'number') into.push(value);
  else for (const part of value) flatten(part, into);
}

function nestedRows(where: string, given: readonly NestedNumbers[]): Rows {
  const rowShape = given[0] === undefined ? [] : shapeOf(given[0]);
  const size = rowShape.reduce((product, length) => product * length, 1);
  const flat: number[] = [];
  given.forEach((row, index) => {
    const before = flat.length;
    flatten(row, flat);
    if (flat.length - before !== size || shapeOf(row).join() !== rowShape.join()) {
      throw dataProblem(`${where}, row ${index}`, `shape [${rowShape}] like row 0`, `[${shapeOf(row)}]`);
    }
  });
  return { values: Float64Array.from(flat), rowShape };
}

async function tensorRows(tensor: tf.Tensor): Promise<Rows> {
  const values: ArrayLike<number> = await tensor.data<'float32' | 'int32'>();
  const rowShape = tensor.shape.slice(1);
  return tensor.dtype === 'int32'
    ? { values: Int32Array.from(values), rowShape }
    : { values: Float32Array.from(values), rowShape };
}

/** Any form of rows as flat values; numbers in lists are float64. */
async function valuesOf(where: string, given: GivenValues): Promise<Rows> {
  if (given instanceof tf.Tensor) return tensorRows(given);
  if (given instanceof Float32Array || given instanceof Float64Array || given instanceof Int32Array)
    return { values: given, rowShape: [] };
  if (Array.isArray(given)) return nestedRows(where, given);
  if ('values' in given && 'rowShape' in given) return given;
  throw dataProblem(where, 'rows as nested arrays, a typed array, { values, rowShape } or a tensor', given);
}

function isValues(given: GivenRows['inputs']): given is GivenValues {
  return (
    Array.isArray(given) || ArrayBuffer.isView(given) || given instanceof tf.Tensor || 'rowShape' in given
  );
}

async function inputsOf(where: string, given: GivenRows['inputs']): Promise<Rows | NamedRows> {
  if (typeof given !== 'object' || given === null) throw dataProblem(where, 'inputs in rows', given);
  if (isValues(given)) return valuesOf(`${where}, inputs`, given);
  const entries = Object.entries(given).map(
    async ([name, values]) => [name, await valuesOf(`${where}, inputs '${name}'`, values)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** The number of rows, which has to be whole and the same everywhere. */
function countRows(where: string, what: string, rows: Rows, wanted: number | undefined): number {
  const count = rows.values.length / Math.max(rowSize(rows), 1);
  if (!Number.isInteger(count) || count === 0) {
    throw dataProblem(
      where,
      `${what} that fill one row of [${rows.rowShape}] or more`,
      `${rows.values.length} values`,
    );
  }
  if (wanted !== undefined && count !== wanted) {
    throw dataProblem(where, `as many rows of ${what} as of the first input, ${wanted}`, String(count));
  }
  return count;
}

function checkFinite(where: string, what: string, rows: Rows, columns: readonly string[] | undefined): void {
  if (!isFloats(rows)) return;
  const place = rows.values.findIndex((value) => !Number.isFinite(value));
  if (place < 0) return;
  const size = rowSize(rows);
  const column = place % size;
  const named = columns?.length === size ? `column '${columns[column]}'` : `${what} ${column}`;
  throw dataProblem(
    `${where}, row ${Math.floor(place / size)}, ${named}`,
    'a finite number',
    rows.values[place],
  );
}

/** Rows of a `tf.data` set, which gives them one by one. */
async function readDataset(where: string, dataset: Exclude<GivenPart, GivenRows>): Promise<GivenRows> {
  if (dataset.size === Number.POSITIVE_INFINITY) {
    throw dataProblem(where, 'a tf.data set that ends', 'one without end; use take');
  }
  const inputs: tf.Tensor[] = [];
  const targets: tf.Tensor[] = [];
  const iterator = await dataset.iterator();
  try {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      const { xs, ys } = rowOf(where, next.value);
      inputs.push(xs);
      targets.push(ys);
    }
    const [stackedInputs, stackedTargets] = [tf.stack(inputs), tf.stack(targets)];
    const rows = {
      inputs: await tensorRows(stackedInputs),
      targets: await tensorRows(stackedTargets),
    };
    tf.dispose([stackedInputs, stackedTargets]);
    return rows;
  } finally {
    tf.dispose([inputs, targets]);
  }
}

function rowOf(where: string, value: unknown): { xs: tf.Tensor; ys: tf.Tensor } {
  const tensor = (one: unknown) =>
    one instanceof tf.Tensor ? one : typeof one === 'number' ? tf.scalar(one) : undefined;
  if (typeof value === 'object' && value !== null && 'xs' in value && 'ys' in value) {
    const [xs, ys] = [tensor(value.xs), tensor(value.ys)];
    if (xs && ys) return { xs, ys };
  }
  throw dataProblem(where, 'rows { xs, ys } of one tensor or number each from tf.data', value);
}

/** How the targets of a task are read. */
export interface TargetReading {
  readonly dtype: 'float32' | 'float64' | 'int32';
  /** In label order, where targets may be names. */
  readonly classNames: readonly string[] | undefined;
  readonly featureNames: readonly string[] | undefined;
}

function isNames(targets: GivenRows['targets']): targets is readonly string[] {
  return Array.isArray(targets) && typeof targets[0] === 'string';
}

function idsOf(where: string, names: readonly string[], classNames: readonly string[]): Rows<Int32Array> {
  const ids = names.map((name, row) => {
    const id = classNames.indexOf(name);
    if (id >= 0) return id;
    throw dataProblem(`${where}, row ${row}, target`, `one of ${classNames.join(', ')}`, name);
  });
  return { values: Int32Array.from(ids), rowShape: [] };
}

/** Floats for real values, int32 for ids, whatever came in. */
function asDtype(where: string, { values, rowShape }: Rows, dtype: TargetReading['dtype']): Rows {
  if (dtype === 'float64')
    return { values: values instanceof Float64Array ? values : Float64Array.from(values), rowShape };
  if (dtype === 'float32')
    return { values: values instanceof Float32Array ? values : Float32Array.from(values), rowShape };
  const place = values.findIndex((value) => !Number.isInteger(value));
  if (place < 0) return { values: values instanceof Int32Array ? values : Int32Array.from(values), rowShape };
  const size = rowShape.reduce((product, length) => product * length, 1);
  throw dataProblem(`${where}, row ${Math.floor(place / size)}, target`, 'a whole number', values[place]);
}

/** Sequences of different lengths, filled up with −1. */
function padded(given: readonly NestedNumbers[], length: number): NestedNumbers[] {
  return given.map((row) =>
    typeof row === 'number' ? row : [...row, ...new Array<number>(Math.max(0, length - row.length)).fill(-1)],
  );
}

/** The names of the classes in all parts, sorted, where targets are names. */
export function namesIn(parts: readonly GivenPart[]): readonly string[] | undefined {
  const names = parts.flatMap((part) => ('targets' in part && isNames(part.targets) ? part.targets : []));
  return names.length > 0 ? [...new Set(names)].sort() : undefined;
}

/** The longest sequence of all parts, where targets are nested rows. */
export function longestIn(parts: readonly GivenPart[]): number {
  const lengths = parts.flatMap((part) =>
    'targets' in part && Array.isArray(part.targets)
      ? part.targets.map((row: unknown) => (Array.isArray(row) ? row.length : 0))
      : [0],
  );
  return lengths.reduce((longest, length) => Math.max(longest, length), 0);
}

/**
 * Reads a part as a task's `data` gave it, in any of its forms.
 *
 * @param where - Task and part, for messages. Rows in messages count from 0, as in arrays.
 * @param padTo - Length that shorter rows of targets are filled up to with −1, for sequences.
 * @throws LosskitError `data-malformed`, naming row and column.
 */
export async function readRows(
  where: string,
  part: GivenPart,
  reading: TargetReading,
  padTo: number | undefined,
): Promise<TaskRows> {
  if (typeof part !== 'object' || part === null)
    throw dataProblem(where, 'rows with inputs and targets', part);
  const given = 'inputs' in part ? part : await readDataset(where, part);
  const inputs = await inputsOf(where, given.inputs);
  const listed = isRows(inputs) ? [['inputs', inputs] as const] : Object.entries(inputs);
  let rows: number | undefined;
  for (const [name, one] of listed) rows = countRows(where, name, one, rows);
  mapRows(inputs, (one) => checkFinite(where, 'input', one, reading.featureNames));

  const named = given.targets;
  const isInteger = reading.dtype === 'int32';
  const values = isNames(named)
    ? idsOf(where, named, reading.classNames ?? [])
    : await valuesOf(
        `${where}, targets`,
        padTo !== undefined && Array.isArray(named) ? padded(named, padTo) : named,
      );
  const targets = asDtype(where, values, reading.dtype);
  countRows(where, 'targets', targets, rows);
  if (!isInteger) checkFinite(where, 'target', targets, undefined);
  const weights = given.weights && { values: Float32Array.from(given.weights), rowShape: [] };
  if (weights) {
    countRows(where, 'weights', weights, rows);
    const wrong = weights.values.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)));
    if (wrong >= 0)
      throw dataProblem(`${where}, row ${wrong}, weight`, 'a finite number >= 0', weights.values[wrong]);
  }
  return { rows: rows ?? 0, inputs, targets, weights, names: given.names, outliers: given.outliers };
}
