import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient } from '../../autodiff/customGradient.ts';
import { oneHot } from '../oneHot.ts';
import { crossEntropyOfLogits } from './crossEntropyOfLogits.ts';

/** What a loss makes of the cosines of embeddings and class centres. */
export interface CosineOptions {
  /** What the cosines are multiplied by before the softmax, one number or one for each row, […, 1]. */
  readonly scale: number | tf.Tensor;
  readonly classWeights: tf.Tensor | undefined;
  /** The cosine of a row with its own class, made harder. Default: as it is. */
  readonly harder?: (cosines: tf.Tensor) => tf.Tensor;
}

/**
 * Softmax cross-entropy of scaled cosines, row by row.
 *
 * @param labels - Class ids […], or distributions […, classes]; of those, each class takes its share of what is harder.
 * @param cosines - Those of rows with classes, […, classes].
 */
export function crossEntropyOfCosines(
  labels: tf.Tensor,
  cosines: tf.Tensor,
  { scale, classWeights, harder }: CosineOptions,
): CustomGradient {
  const targets = labels.rank < cosines.rank ? oneHot(labels, cosines.shape.at(-1) ?? 0) : labels;
  const changed = harder ? tf.add(cosines, tf.mul(targets, tf.sub(harder(cosines), cosines))) : cosines;
  const weighted = classWeights ? tf.mul(targets, classWeights) : targets;
  return crossEntropyOfLogits(weighted, tf.mul(changed, scale));
}
