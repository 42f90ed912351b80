import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient } from '../../autodiff/customGradient.ts';
import { oneHot } from '../oneHot.ts';
import { l2NormalizeRows } from '../rows/l2NormalizeRows.ts';
import { crossEntropyOfLogits } from './crossEntropyOfLogits.ts';

/** What a loss makes of the cosines of embeddings and class centres. */
export interface CosineOptions {
  /** What the cosines are multiplied by before the softmax, one number or one for each row, [rows, 1]. */
  readonly scale: number | tf.Tensor;
  readonly classWeights: tf.Tensor | undefined;
  /** The cosine of a row with its own class, made harder. Default: as it is. */
  readonly harder?: (cosines: tf.Tensor) => tf.Tensor;
}

/**
 * Softmax cross-entropy of scaled cosines, row by row.
 *
 * @param labels - Class ids […], or distributions […, classes]; of those, each class takes its share of what is harder.
 * @param embeddings - Rows […, components].
 * @param centres - A column for each class, [components, classes].
 */
export function crossEntropyOfCosines(
  labels: tf.Tensor,
  embeddings: tf.Tensor,
  centres: tf.Tensor,
  { scale, classWeights, harder }: CosineOptions,
): CustomGradient {
  const [components = 1, classes = 1] = centres.shape;
  const rows = embeddings.shape.slice(0, -1);
  const units = l2NormalizeRows(tf.reshape(embeddings, [-1, components]));
  const cosines = tf.matMul(units, l2NormalizeRows(tf.transpose(centres)), false, true);
  const ids = labels.rank < embeddings.rank;
  const targets = ids ? oneHot(tf.reshape(labels, [-1]), classes) : tf.reshape(labels, [-1, classes]);
  const changed = harder ? tf.add(cosines, tf.mul(targets, tf.sub(harder(cosines), cosines))) : cosines;
  const weighted = classWeights ? tf.mul(targets, classWeights) : targets;
  const inRows = (x: tf.Tensor) => tf.reshape(x, [...rows, classes]);
  return crossEntropyOfLogits(inRows(weighted), inRows(tf.mul(changed, scale)));
}
