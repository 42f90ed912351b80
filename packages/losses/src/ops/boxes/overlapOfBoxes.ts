import * as tf from '@tensorflow/tfjs-core';

import { maximum, minimum } from '../maximum.ts';
import { relu } from '../relu.ts';
import { rowScales } from '../rows/rowScales.ts';
import { safeDivide } from '../safeDivide.ts';
import { step } from '../sign.ts';

/** A box of each row, [x1, y1, x2, y2], in parts […, 2] for x and y. */
export interface Box {
  readonly low: tf.Tensor;
  readonly high: tf.Tensor;
  readonly sides: tf.Tensor;
}

function boxOf(coordinates: tf.Tensor): Box {
  const [low = coordinates, high = coordinates] = tf.split(coordinates, 2, -1);
  return { low, high, sides: tf.sub(high, low) };
}

/** Of sides […, 2]. */
export function widthAndHeight(sides: tf.Tensor): readonly [width: tf.Tensor, height: tf.Tensor] {
  const [width = sides, height = sides] = tf.unstack(sides, -1);
  return [width, height];
}

/** Width times height. */
export function areaOf(sides: tf.Tensor): tf.Tensor {
  const [width, height] = widthAndHeight(sides);
  return tf.mul(width, height);
}

/** How the true and the predicted box of each row lie to each other, both in one unit of length. */
export interface BoxOverlap {
  readonly truth: Box;
  readonly predicted: Box;
  /** The area of both boxes together. */
  readonly union: tf.Tensor;
  /** The share of the union that lies in both; 0 for boxes without area. */
  readonly iou: tf.Tensor;
}

/** The sides of the smallest box around both. */
export function enclosingSides({ truth, predicted }: Pick<BoxOverlap, 'truth' | 'predicted'>): tf.Tensor {
  return tf.sub(maximum(truth.high, predicted.high), minimum(truth.low, predicted.low));
}

/**
 * Overlap and union of two boxes […, 4] per row.
 *
 * Ratios of their areas don't depend on the unit of length, so that it is one in which squares of huge and tiny
 * coordinates stay in range.
 */
export function overlapOfBoxes(yTrue: tf.Tensor, yPred: tf.Tensor): BoxOverlap {
  const scale = rowScales(tf.concat([yTrue, yPred], -1));
  const [truth, predicted] = [boxOf(tf.mul(yTrue, scale)), boxOf(tf.mul(yPred, scale))];
  const shared = tf.sub(minimum(truth.high, predicted.high), maximum(truth.low, predicted.low));
  const intersection = areaOf(relu(shared));
  const union = tf.sub(tf.add(areaOf(truth.sides), areaOf(predicted.sides)), intersection);
  return {
    truth,
    predicted,
    union,
    // Not by the union where nothing is shared: by an area near 0 the gradient of that nothing would be NaN.
    iou: safeDivide(intersection, tf.mul(union, step(intersection))),
  };
}
