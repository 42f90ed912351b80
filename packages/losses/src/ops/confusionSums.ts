import * as tf from '@tensorflow/tfjs-core';

import { unstackRegions } from './unstackRegions.ts';

/** The soft true positives, false negatives and false positives of each class. */
export interface ConfusionSums {
  readonly truePositives: tf.Tensor;
  readonly falseNegatives: tf.Tensor;
  readonly falsePositives: tf.Tensor;
}

/**
 * Over the rows of each group, [groups, classes], of the stacked foreground and background and the
 * probabilities.
 */
export function confusionSums(regions: tf.Tensor, probabilities: tf.Tensor): ConfusionSums {
  const [foreground, background] = unstackRegions(regions);
  return {
    truePositives: tf.sum(tf.mul(foreground, probabilities), 1),
    falseNegatives: tf.sum(tf.mul(foreground, tf.sub(1, probabilities)), 1),
    falsePositives: tf.sum(tf.mul(background, probabilities), 1),
  };
}
