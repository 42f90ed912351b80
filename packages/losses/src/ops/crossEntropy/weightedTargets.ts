import * as tf from '@tensorflow/tfjs-core';

/**
 * Distributions over classes as a formula wants them: for target t, smoothing ε and class weights w, that is
 * w · ((1 − ε) · t + ε / classes).
 */
export function weightedTargets(
  distributions: tf.Tensor,
  labelSmoothing: number,
  classWeights: tf.Tensor | undefined,
): tf.Tensor {
  const classes = distributions.shape.at(-1) ?? 0;
  const smoothed =
    labelSmoothing > 0
      ? tf.add(tf.mul(distributions, 1 - labelSmoothing), labelSmoothing / classes)
      : distributions;
  return classWeights ? tf.mul(smoothed, classWeights) : smoothed;
}
