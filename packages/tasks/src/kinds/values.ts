import { type FloatRows, type Rows, rowSize } from '@losskit/data';
import { ArgumentRangeError } from '@losskit/errors';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

/** How many scalars a shape has. */
export function flatSize(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The output of a model that has only one. */
export function oneOutput(outputs: Tensors): tf.Tensor {
  if (outputs instanceof tf.Tensor) return outputs;
  const [only, ...more] = Object.values(outputs);
  if (only && more.length === 0) return only;
  throw new ArgumentRangeError(
    `task: expected one output of the model, got those of ${Object.keys(outputs).join(', ')}.`,
  );
}

/** The mean of each column of the training part, for every row. */
export function columnMeans(train: Rows, _shape: unknown, rows: number): FloatRows {
  const width = rowSize(train);
  const count = train.values.length / width;
  const means = new Float64Array(width);
  train.values.forEach((value, place) => {
    means[place % width] = (means[place % width] ?? 0) + value;
  });
  // Divided at the end: the mean of ones is 1.
  means.forEach((sum, column) => {
    means[column] = sum / count;
  });
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) values.set(means, row * width);
  return { values, rowShape: train.rowShape };
}

/** The first target that is below `min`, where `whole` also the first that is no integer. */
export function valueProblem(
  { values, rowShape }: Rows,
  what: string,
  isValue: (value: number) => boolean,
): { readonly row: number; readonly problem: string } | undefined {
  const place = values.findIndex((value) => !isValue(value));
  if (place < 0) return undefined;
  return { row: Math.floor(place / flatSize(rowShape)), problem: `${what}, got ${values[place]}` };
}

/** Targets of 0 and 1 as −1 and 1. */
export function asSigns({ values, rowShape }: Rows): Rows<Float32Array> {
  return { values: Float32Array.from(values, (target) => 2 * target - 1), rowShape };
}
