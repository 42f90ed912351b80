import * as tf from '@tensorflow/tfjs-core';

import { clip } from './clip.ts';

/** Beyond it 1 + z² is z² in float32, and z² is still far from overflowing. */
const SQUARABLE = 2 ** 60;
const LARGEST_FLOAT = 3.4028234663852886e38;

/** The x that is SQUARABLE scales large. */
function endOf(scale: number): number {
  return Math.min(scale * SQUARABLE, LARGEST_FLOAT);
}

/** x / scale, kept between ±2^60, for functions of its square that are flat or known beyond. */
export function squarableRatio(x: tf.Tensor, scale: number): tf.Tensor {
  const end = endOf(scale);
  return tf.div(clip(x, -end, end), scale);
}

/** How many times |x / scale| is as large as {@link squarableRatio} lets it be; 1 for the others. */
export function excessRatio(x: tf.Tensor, scale: number): tf.Tensor {
  const end = endOf(scale);
  return tf.div(clip(tf.abs(x), end, Number.POSITIVE_INFINITY), end);
}
