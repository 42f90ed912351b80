import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { argMaxWhere } from '../rows/argMaxWhere.ts';

/**
 * For each anchor and each row as its positive, the semi-hard negative: the nearest one that is further away
 * than the positive, and the furthest one where none is. int32 [anchors, positives].
 *
 * @param isNegative - 1 or 0, [anchors, rows].
 * @param distances - [anchors, rows].
 */
export function semiHardNegatives(isNegative: tf.Tensor, distances: tf.Tensor): tf.Tensor {
  return stopGradient([isNegative, distances], () => {
    const toNegatives = tf.expandDims(distances, 1);
    const isFurther = tf.greater(toNegatives, tf.expandDims(distances, -1));
    const isCandidate = tf.logicalAnd(isFurther, tf.expandDims(tf.cast(isNegative, 'bool'), 1));
    const nearest = argMaxWhere(isCandidate, tf.neg(toNegatives));
    const furthest = tf.expandDims(argMaxWhere(isNegative, distances), -1);
    return tf.where(tf.any(isCandidate, -1), nearest, furthest);
  });
}
