import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { oneHot } from '../oneHot.ts';
import { zeroSafeMultiply } from '../zeroSafeMultiply.ts';

/**
 * The numbers at these places of the last axis, one for each place.
 *
 * Not with `tf.gather`, whose gradient needs a kernel that wasm doesn't have.
 *
 * @param x - Shape […, columns], where […] is broadcastable to the places.
 * @param places - int32 […]; constants for the gradient.
 */
export function takeAlongRows(x: tf.Tensor, places: tf.Tensor): tf.Tensor {
  const isTaken = stopGradient([places], () => oneHot(places, x.shape.at(-1) ?? 0));
  return tf.sum(zeroSafeMultiply(isTaken, tf.add(x, tf.zerosLike(isTaken))), -1);
}
