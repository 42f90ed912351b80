import * as tf from '@tensorflow/tfjs-core';
import { untracked } from '../autodiff/untracked.ts';
import { replaceWhere } from './replaceWhere.ts';

/** max(0, x) with gradient 0 at 0, and NaN for NaN, which `tf.relu` turns into 0 on wasm when its sign bit is set. */
export function positivePart(x: tf.Tensor): tf.Tensor {
  const isNot = untracked([x], () => tf.lessEqual(x, 0));
  return replaceWhere(isNot, x, 0);
}
