import { expected } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

/** One weight ≥ 0 per class, in the order of the class ids. */
export type ClassWeights = readonly number[];

/** Refuses what are not weights of classes. */
export function checkClassWeights(where: string, weights: ClassWeights): void {
  if (weights.length < 2)
    throw new RangeError(expected(where, 'classWeights of two classes or more', weights));
  for (const weight of weights) {
    if (!(weight >= 0 && Number.isFinite(weight))) {
      throw new RangeError(expected(where, 'classWeights >= 0', weight));
    }
  }
}

/**
 * The weight of each row by its class: labels are class ids, rows of shares that sum to 1 (one-hot or softened), or, for two
 * classes, numbers from 0 to 1. An id that is no class has weight 0.
 *
 * @param prediction - The output for these labels; the shapes tell the kind of label.
 * @throws RangeError if the labels are none of these.
 */
export function weightsOfClasses(
  classWeights: ClassWeights,
  labels: tf.Tensor,
  prediction: tf.Tensor,
): tf.Tensor {
  const classes = classWeights.length;
  const weights = tf.tensor1d([...classWeights]);
  if (labels.rank < prediction.rank) {
    const known = tf.logicalAnd(tf.greaterEqual(labels, 0), tf.less(labels, classes));
    // A gather of ids outside the range is undefined, and not the same on all backends.
    const ids = tf.cast(tf.where(known, labels, tf.zerosLike(labels)), 'int32');
    return tf.mul(tf.gather(weights, ids), tf.cast(known, 'float32'));
  }
  if (labels.rank > 1 && labels.shape.at(-1) === classes && prediction.shape.at(-1) === classes) {
    return tf.sum(tf.mul(labels, weights), -1);
  }
  if (classes === 2) {
    const [negative = 0, positive = 0] = classWeights;
    return tf.add(tf.mul(labels, positive - negative), negative);
  }
  throw new RangeError(
    `train: expected labels of ${classes} classes, as classWeights has, got shape [${labels.shape}] ` +
      `for predictions [${prediction.shape}].`,
  );
}
