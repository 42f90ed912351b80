import * as tf from '@tensorflow/tfjs-core';

/**
 * Minus the log probability of yes (1) or no (0) at these log odds: −log sigmoid(x) or −log(1 − sigmoid(x)). One
 * softplus for both, as answers between 0 and 1 don't occur.
 */
export function bernoulliCost(answers: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.softplus(tf.mul(tf.sub(1, tf.mul(2, answers)), logits));
}
