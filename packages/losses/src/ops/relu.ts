import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { replaceWhere } from './replaceWhere.ts';

/**
 * max(0, x) with gradient 0 at 0, and NaN for NaN, which `tf.relu` turns into 0 on wasm when its sign bit is
 * set.
 */
export function relu(x: tf.Tensor): tf.Tensor {
  const isNot = stopGradient([x], () => tf.lessEqual(x, 0));
  return replaceWhere(isNot, x, 0);
}
