import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkNumeric, describeShape } from '../contract/checks.ts';
import { oneHot } from '../ops/oneHot.ts';
import { toFloat } from '../ops/toFloat.ts';

/**
 * Checks labels that are class ids (int32, the shape of the rows) or distributions (with a last axis of classes); the shape
 * decides.
 */
export function checkClassLabels(
  where: string,
  labels: tf.Tensor,
  rows: readonly number[],
  classes: number,
): void {
  checkNumeric(where, 'labels', labels);
  const asIds = describeShape(rows);
  const asDistributions = describeShape([...rows, classes]);
  const given = describeShape(labels.shape);
  if (given !== asIds && given !== asDistributions) {
    throw new ArgumentRangeError(
      `${where}: expected labels of shape ${asIds} (class ids) or ${asDistributions} (distributions), got ${given}.`,
    );
  }
  if (given === asIds && labels.dtype !== 'int32') {
    throw new ArgumentTypeError(`${where}: expected class ids of dtype int32, got ${labels.dtype}.`);
  }
}

/** Labels whose rows that are masked out hold some class or the distribution 0. */
export interface ClassLabels {
  /** int32 class ids, or float32 distributions. */
  readonly labels: tf.Tensor;
  readonly areIds: boolean;
  readonly validMask: tf.Tensor | undefined;
  /** True for rows that are valid with a class id that does not exist. */
  readonly invalid: tf.Tensor | undefined;
}

/** Whether each of these class ids is a class and none says that its row is masked out. */
export function areAllClasses(ids: tf.Tensor, classes: number, ignoreIndex: number): boolean {
  // Reading the ids once is cheaper than a dozen operations on them and on the rows that they belong to.
  return ids.dataSync().every((id) => id >= 0 && id < classes && id !== ignoreIndex);
}

/** Takes the rows out that the mask or `ignoreIndex` leaves out. */
export function maskLabels(
  labels: tf.Tensor,
  rank: number,
  classes: number,
  ignoreIndex: number,
  given: tf.Tensor | undefined,
): ClassLabels {
  if (labels.rank > rank) {
    const distributions = toFloat(labels);
    const masked = given
      ? tf.where(tf.expandDims(given, -1), distributions, tf.zerosLike(distributions))
      : distributions;
    return { labels: masked, areIds: false, validMask: given, invalid: undefined };
  }
  if (areAllClasses(labels, classes, ignoreIndex)) {
    return { labels, areIds: true, validMask: given, invalid: undefined };
  }
  const kept = tf.notEqual(labels, ignoreIndex);
  const validMask = given ? stopGradient([kept, given], () => tf.logicalAnd(kept, given)) : kept;
  // The presence comes from the weights, which may want a gradient.
  const ids = stopGradient([validMask], () => tf.where(validMask, labels, tf.zerosLike(labels)));
  const invalid = stopGradient([ids], () => tf.logicalOr(tf.less(ids, 0), tf.greaterEqual(ids, classes)));
  return { labels: ids, areIds: true, validMask, invalid };
}

/** Distributions, one-hot for class ids; 0 for rows that are masked out. */
export function labelDistributions({ labels, areIds, validMask }: ClassLabels, classes: number): tf.Tensor {
  if (!areIds) return labels;
  // One id per row is cheaper to replace than the row that it stands for.
  const ids = validMask
    ? stopGradient([validMask], () => tf.where(validMask, labels, tf.fill(labels.shape, -1, 'int32')))
    : labels;
  return oneHot(ids, classes);
}
