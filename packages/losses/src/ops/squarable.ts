import type * as tf from '@tensorflow/tfjs-core';

import { clip } from './clip.ts';

/** The squares of rows of such numbers, and their products, are finite in float32. */
const LARGEST = 1e13;

/** x kept within ±1e13, so that squares and products of rows stay finite. */
export function squarable(x: tf.Tensor): tf.Tensor {
  return clip(x, -LARGEST, LARGEST);
}
