import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkNumeric, describeShape } from '../contract/checks.ts';
import { areKnownClassIds } from '../contract/knownClassIds.ts';
import { oneHot } from '../ops/oneHot.ts';
import { toFloat } from '../ops/toFloat.ts';

/** What {@link oneHot} makes a row of zeros of. */
const NO_CLASS = -1;

/**
 * Checks labels that are class ids (int32, the shape of the rows) or distributions (with a last axis of
 * classes); the shape decides.
 */
export function checkClassLabels(
  where: string,
  labels: tf.Tensor,
  rows: readonly number[],
  classes: number,
): void {
  checkNumeric(where, 'labels', labels);
  const asDistributions = describeShape([...rows, classes]);
  if (describeShape(labels.shape) === asDistributions) return;
  checkIdRows(where, labels, rows, ` or ${asDistributions} (distributions)`);
}

/**
 * Checks labels that are class ids: int32, in the shape of the rows.
 *
 * @param others - The shapes that would do as well, in words.
 */
export function checkIdRows(where: string, labels: tf.Tensor, rows: readonly number[], others = ''): void {
  const asIds = describeShape(rows);
  const given = describeShape(labels.shape);
  if (given !== asIds) {
    const remedy =
      given === describeShape([...rows, 1]) ? '; tf.squeeze(labels, [-1]) makes ids of a column' : '';
    throw new ArgumentRangeError(
      `${where}: expected labels of shape ${asIds} (class ids)${others}, got ${given}${remedy}.`,
    );
  }
  if (labels.dtype !== 'int32') {
    throw new ArgumentTypeError(
      `${where}: expected class ids of dtype int32, got ${labels.dtype}; use tf.cast(labels, 'int32').`,
    );
  }
}

/** Labels whose rows that are masked out have no class. */
export interface ClassLabels {
  /** int32 class ids, −1 where the row is masked out; or float32 distributions, 0 there. */
  readonly labels: tf.Tensor;
  readonly areIds: boolean;
  readonly validMask: tf.Tensor | undefined;
  /** True for rows that are valid with a class id that does not exist. */
  readonly invalid: tf.Tensor | undefined;
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
  const isKnown = areKnownClassIds(labels, classes, ignoreIndex);
  if (isKnown && !given) return { labels, areIds: true, validMask: undefined, invalid: undefined };
  const kept = tf.notEqual(labels, tf.scalar(ignoreIndex, 'int32'));
  // The mask comes from the weights, which may want a gradient.
  const validMask = given ? stopGradient([given], () => tf.logicalAnd(kept, given)) : kept;
  const none = tf.fill(labels.shape, NO_CLASS, 'int32');
  const ids = stopGradient([validMask], () => tf.where(validMask, labels, none));
  const isOutside = tf.logicalOr(tf.less(labels, 0), tf.greaterEqual(labels, classes));
  const invalid = stopGradient([validMask], () => tf.logicalAnd(validMask, isOutside));
  return { labels: ids, areIds: true, validMask, invalid };
}

/** Distributions, one-hot for class ids; 0 for rows that are masked out. */
export function labelDistributions({ labels, areIds }: ClassLabels, classes: number): tf.Tensor {
  return areIds ? oneHot(labels, classes) : labels;
}
