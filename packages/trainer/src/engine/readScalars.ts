import type * as tf from '@tensorflow/tfjs-core';

/** Reads any number of scalars: all reads begin before the first is waited for. */
export async function readScalars(
  scalars: Iterable<tf.Tensor>,
): Promise<(scalar: number | tf.Tensor) => number> {
  const distinct = [...new Set(scalars)];
  const values = await Promise.all(distinct.map((scalar) => scalar.data()));
  const places = new Map(distinct.map((scalar, index) => [scalar, values[index]?.[0] ?? Number.NaN]));
  return (scalar) => (typeof scalar === 'number' ? scalar : (places.get(scalar) ?? Number.NaN));
}
