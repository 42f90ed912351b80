import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';

/** Further than any pixel is from another, squared, and exact in float32 with all that is added to it. */
const FAR = 2 ** 40;

/** Along the last axis: the least x[k] + (i − k)² for each place i. */
function nearestAlong(x: tf.Tensor): tf.Tensor {
  const length = x.shape.at(-1) ?? 0;
  const places = tf.range(0, length);
  const from = (place: number) => {
    const start = x.shape.map((_, axis) => (axis === x.rank - 1 ? place : 0));
    const column = tf.slice(x, start, [...x.shape.slice(0, -1), 1]);
    return tf.add(column, tf.square(tf.sub(places, place)));
  };
  let nearest = from(0);
  for (let place = 1; place < length; place++) nearest = tf.minimum(nearest, from(place));
  return nearest;
}

/**
 * The squared Euclidean distance of each pixel of planes [rows, classes, height, width] to the nearest one that the
 * condition holds for; 0 in planes that have none.
 *
 * Exact, one axis after the other (Felzenszwalb and Huttenlocher), in time proportional to pixels · (height + width).
 */
function squaredDistancesTo(condition: tf.Tensor): tf.Tensor {
  const turned = (x: tf.Tensor) => tf.transpose(x, [0, 1, 3, 2]);
  const start = tf.mul(FAR, tf.cast(tf.logicalNot(condition), 'float32'));
  const squares = nearestAlong(turned(nearestAlong(turned(start))));
  return tf.where(tf.less(squares, FAR), squares, tf.zerosLike(squares));
}

/** Squared distances in pixels, [rows, classes, height, width], 0 on the other side of the boundary. */
export interface BoundaryDistances {
  /** Of pixels in the area to the nearest one outside of it. */
  readonly inside: tf.Tensor;
  /** Of pixels outside of the area to the nearest one in it. */
  readonly outside: tf.Tensor;
}

/**
 * What is made of the squared distances of each pixel to the boundary of its area, which is where the numbers are above
 * ½. All are 0 in planes without a boundary. A constant for the gradient, and NaN where a number is.
 */
export function distancesToBoundary(
  planes: tf.Tensor,
  use: (distances: BoundaryDistances) => tf.Tensor,
): tf.Tensor {
  return stopGradient([planes], () => {
    const isInside = tf.greater(planes, 0.5);
    const distances = use({
      inside: squaredDistancesTo(tf.logicalNot(isInside)),
      outside: squaredDistancesTo(isInside),
    });
    return tf.add(distances, tf.mul(0, planes));
  });
}
