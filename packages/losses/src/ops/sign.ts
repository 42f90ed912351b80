import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { clip } from './clip.ts';

/** Twice this lifts even the smallest subnormal number above 1. */
const STEEP = 2 ** 100;

function steep(x: tf.Tensor, low: number): tf.Tensor {
  return stopGradient([x], () => clip(tf.mul(tf.mul(x, STEEP), STEEP), low, 1));
}

/**
 * −1, 0 or 1, and NaN for NaN; its own slope is 0. Not `tf.sign` or `tf.step`: each is slow on one backend.
 */
export function sign(x: tf.Tensor): tf.Tensor {
  return steep(x, -1);
}

/** The sign of what is above 0, and 0 for the rest. */
export function step(x: tf.Tensor): tf.Tensor {
  return steep(x, 0);
}
