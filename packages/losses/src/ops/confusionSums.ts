import * as tf from '@tensorflow/tfjs-core';

import { splitSides } from './splitSides.ts';

/** How much of each class was found, missed and wrongly claimed: the soft true positives, false negatives and false positives. */
export interface ConfusionSums {
  readonly found: tf.Tensor;
  readonly missed: tf.Tensor;
  readonly claimed: tf.Tensor;
}

/** Over the rows of each pool, [pools, classes], of the two sides of the targets and the probabilities. */
export function confusionSums(sides: tf.Tensor, probabilities: tf.Tensor): ConfusionSums {
  const [foreground, background] = splitSides(sides);
  return {
    found: tf.sum(tf.mul(foreground, probabilities), 1),
    missed: tf.sum(tf.mul(foreground, tf.sub(1, probabilities)), 1),
    claimed: tf.sum(tf.mul(background, probabilities), 1),
  };
}
