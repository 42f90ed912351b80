import * as tf from '@tensorflow/tfjs-core';
import { maxWhere } from '../rows/maxWhere.ts';
import { pairwise } from './pairwise.ts';

/**
 * For each anchor how much further away its furthest positive is than its nearest negative: the hardest
 * triplet of the batch.
 *
 * @param pairs - 1 for a positive, −1 for a negative, else 0: [anchors, rows].
 */
export function hardestTripletGaps(
  pairs: tf.Tensor,
  embeddings: tf.Tensor,
  distance: (first: tf.Tensor, second: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const distances = pairwise(distance, embeddings);
  const furthest = maxWhere(tf.relu(pairs), distances);
  const nearestNegated = maxWhere(tf.relu(tf.neg(pairs)), tf.neg(distances));
  return tf.add(furthest, nearestNegated);
}
