import * as tf from '@tensorflow/tfjs-core';
import { safeDivide } from '../safeDivide.ts';
import { type BoxOverlap, enclosingSides } from './overlapOfBoxes.ts';

/** The squared distance of the centres, in squared diagonals of the smallest box around both. */
export function distanceOfBoxes(overlap: BoxOverlap): tf.Tensor {
  const { truth, predicted } = overlap;
  const twice = tf.sub(tf.add(truth.low, truth.high), tf.add(predicted.low, predicted.high));
  const distance = tf.sum(tf.square(tf.mul(0.5, twice)), -1);
  return safeDivide(distance, tf.sum(tf.square(enclosingSides(overlap)), -1));
}
