import * as tf from '@tensorflow/tfjs-core';

/** Reads any number of scalars from the device at once. */
export async function readScalars(
  scalars: Iterable<tf.Tensor>,
): Promise<(scalar: number | tf.Tensor) => number> {
  const distinct = [...new Set(scalars)];
  if (distinct.length === 0) return Number;
  const asFloat = (scalar: tf.Tensor) => (scalar.dtype === 'float32' ? scalar : tf.cast(scalar, 'float32'));
  const stacked = tf.tidy(() => tf.stack(distinct.map(asFloat)));
  try {
    const values = await stacked.data();
    const places = new Map(distinct.map((scalar, index) => [scalar, values[index] ?? Number.NaN]));
    return (scalar) => (typeof scalar === 'number' ? scalar : (places.get(scalar) ?? Number.NaN));
  } finally {
    stacked.dispose();
  }
}
