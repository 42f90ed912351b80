import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { comesBefore } from './comesBefore.ts';

/** The place of each item when its list is sorted from the largest number down, from 1 on. */
export function ranksOf(x: tf.Tensor): tf.Tensor {
  return stopGradient([x], () => tf.add(1, tf.sum(comesBefore(x), -2)));
}
