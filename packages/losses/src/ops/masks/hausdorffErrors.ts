import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';
import { distancesToBoundary } from './distancesToBoundary.ts';

/** The options of all Hausdorff distances. */
export const hausdorffOptions = { alpha: { kind: 'number', default: 2, above: 0 } } as const;

/** The distance to a power, of pixels on either side of the boundary. */
function distancePower(planes: tf.Tensor, alpha: number): tf.Tensor {
  return distancesToBoundary(planes, ({ inside, outside }) => tf.pow(tf.add(inside, outside), alpha / 2));
}

/**
 * The mean of (t − p)² · (d_t^α + d_p^α) over the pixels of each class, [rows, classes], with the distances of a pixel to the
 * boundaries of the target and of the prediction as constants.
 */
export function hausdorffErrors(targets: tf.Tensor, probabilities: tf.Tensor, alpha: number): tf.Tensor {
  const distances = stopGradient([targets, probabilities], () =>
    tf.add(distancePower(targets, alpha), distancePower(probabilities, alpha)),
  );
  return tf.mean(tf.mul(tf.square(tf.sub(targets, probabilities)), distances), [2, 3]);
}
