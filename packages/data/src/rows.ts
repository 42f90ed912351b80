import { rangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

type FlatValues = Float32Array | Float64Array | Int32Array | Uint8Array;

/**
 * Values of one flat array in rows: the first axis counts rows, `rowShape` is the shape of one. Models get float64 as float32:
 * it is for values in original units, before they are standardised or after they were brought back.
 */
export interface Rows<Values extends FlatValues = FlatValues> {
  readonly values: Values;
  readonly rowShape: readonly number[];
}

/** Rows of floats of either precision. */
export type FloatRows = Rows<Float32Array | Float64Array>;

/** Several inputs or targets by name, each with as many rows. */
export type NamedRows = Readonly<Record<string, Rows>>;

/** How many scalars one row holds. */
export function rowSize({ rowShape }: Rows): number {
  return rowShape.reduce((product, dimension) => product * dimension, 1);
}

/** Whether these are rows of one tensor, and not several by name. */
export function isRows(rows: Rows | NamedRows): rows is Rows {
  return ArrayBuffer.isView(rows.values);
}

/** Whether the values are floats, and neither ids nor bytes. */
export function isFloats(rows: Rows): rows is FloatRows {
  return rows.values instanceof Float32Array || rows.values instanceof Float64Array;
}

/** The same of each of several rows by name, under its name. */
export function mapRows<Result>(
  rows: Rows | NamedRows,
  compute: (rows: Rows, name: string) => Result,
): Result | Readonly<Record<string, Result>> {
  if (isRows(rows)) return compute(rows, '');
  return Object.fromEntries(Object.entries(rows).map(([name, one]) => [name, compute(one, name)]));
}

function emptyLike(values: FlatValues, length: number): FlatValues {
  if (values instanceof Float32Array) return new Float32Array(length);
  if (values instanceof Float64Array) return new Float64Array(length);
  if (values instanceof Int32Array) return new Int32Array(length);
  return new Uint8Array(length);
}

/**
 * Copies the rows with the given numbers, in the given order; a row may occur more than once.
 *
 * @throws RangeError if an index is not a row.
 * @example
 * ```ts
 * takeRows({ values: Float32Array.of(1, 2, 3, 4), rowShape: [2] }, [1, 0]).values; // 3, 4, 1, 2
 * ```
 */
export function takeRows(rows: Rows<Float32Array>, indices: ArrayLike<number>): Rows<Float32Array>;
export function takeRows(rows: Rows<Float64Array>, indices: ArrayLike<number>): Rows<Float64Array>;
export function takeRows(rows: Rows<Int32Array>, indices: ArrayLike<number>): Rows<Int32Array>;
export function takeRows(rows: Rows<Uint8Array>, indices: ArrayLike<number>): Rows<Uint8Array>;
export function takeRows(rows: FloatRows, indices: ArrayLike<number>): FloatRows;
export function takeRows(rows: Rows, indices: ArrayLike<number>): Rows;
export function takeRows(rows: Rows, indices: ArrayLike<number>): Rows {
  const size = rowSize(rows);
  const from = rows.values;
  const values = emptyLike(from, indices.length * size);
  for (let place = 0; place < indices.length; place++) {
    const index = indices[place] ?? -1;
    if (!Number.isInteger(index) || index < 0 || (index + 1) * size > rows.values.length) {
      throw rangeError('takeRows', `indices of rows from 0 to ${rows.values.length / size - 1}`, index);
    }
    // One by one where a row is short: a view for each costs more than its values.
    if (size > 32) values.set(from.subarray(index * size, (index + 1) * size), place * size);
    else for (let item = 0; item < size; item++) values[place * size + item] = from[index * size + item] ?? 0;
  }
  return { values, rowShape: rows.rowShape };
}

/**
 * All rows as one tensor of shape [rows, …rowShape]: int32 where the values are, else float32. Bytes keep their value
 * (0 to 255): scaling is the model's business. The caller disposes.
 */
export function rowsTensor(rows: Rows): tf.Tensor {
  const count = rows.values.length / rowSize(rows);
  const shape = [count, ...rows.rowShape];
  // Copies, because tfjs may keep the array that it is given; floats, because it would read bytes as int32.
  if (rows.values instanceof Int32Array) return tf.tensor(rows.values.slice(), shape, 'int32');
  return tf.tensor(Float32Array.from(rows.values), shape, 'float32');
}

/**
 * Class ids as rows of zeros with a one at the class: id 1 of 3 becomes 0, 1, 0.
 *
 * @throws RangeError if a label is not a class.
 */
export function oneHotRows(labels: Rows<Int32Array>, classes: number): Rows<Float32Array> {
  const values = new Float32Array(labels.values.length * classes);
  labels.values.forEach((label, row) => {
    if (label < 0 || label >= classes) {
      throw rangeError('oneHotRows', `labels from 0 to ${classes - 1}`, label);
    }
    values[row * classes + label] = 1;
  });
  return { values, rowShape: [...labels.rowShape, classes] };
}
