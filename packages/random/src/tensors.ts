import * as tf from '@tensorflow/tfjs-core';

import type { RandomStream } from './randomStream.ts';

function fill(shape: readonly number[], draw: () => number): tf.Tensor {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const values = new Float32Array(size);
  // Float32Array.from takes five times as long.
  for (let place = 0; place < size; place++) values[place] = draw();
  return tf.tensor(values, [...shape], 'float32');
}

/** A float32 tensor of numbers drawn uniformly between `low` and `high`, in row-major order from `stream`. */
export function uniformTensor(
  stream: RandomStream,
  shape: readonly number[],
  low: number,
  high: number,
): tf.Tensor {
  return fill(shape, () => stream.uniform(low, high));
}

/** A float32 tensor of normally distributed numbers, in row-major order from `stream`. */
export function normalTensor(
  stream: RandomStream,
  shape: readonly number[],
  mean: number,
  standardDeviation: number,
): tf.Tensor {
  return fill(shape, () => stream.normal(mean, standardDeviation));
}
