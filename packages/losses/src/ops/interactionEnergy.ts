import * as tf from '@tensorflow/tfjs-core';

/**
 * Σ_ij c_i · c_j · potential(p_i − p_j) of each group, [groups], for charges c [groups, points] at points p
 * [groups, points, components].
 */
export function interactionEnergy(
  charges: tf.Tensor,
  points: tf.Tensor,
  potential: (differences: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const ofPairs = tf.mul(tf.expandDims(charges, 2), tf.expandDims(charges, 1));
  const differences = tf.sub(tf.expandDims(points, 2), tf.expandDims(points, 1));
  return tf.sum(tf.mul(ofPairs, potential(differences)), [1, 2]);
}
