import * as tf from '@tensorflow/tfjs-core';

import { logSoftmax } from '../logSoftmax.ts';
import { zeroSafeMultiply } from '../zeroSafeMultiply.ts';

/**
 * Σ_c t_c (a · −log p_c + b · (1 − p_c)) of every row, for the softmax p: cross-entropy, and the probability of
 * another class. A class with target 0 contributes 0 even at a logit of −∞.
 */
export function crossEntropyAndError(targets: tf.Tensor, logits: tf.Tensor, a: number, b: number): tf.Tensor {
  const logProbabilities = logSoftmax(logits);
  const logLikelihood = tf.sum(zeroSafeMultiply(targets, logProbabilities), -1);
  const negativeError = tf.sum(tf.mul(targets, tf.expm1(logProbabilities)), -1);
  return tf.add(tf.mul(-a, logLikelihood), tf.mul(-b, negativeError));
}
