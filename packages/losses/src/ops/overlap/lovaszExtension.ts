import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';
import { clip } from '../clip.ts';
import { argsortDescending, gatherRows } from '../rows/gatherRows.ts';
import { safeDivide } from '../safeDivide.ts';

/**
 * The Lovász extension of the Jaccard loss: what it costs to get rows wrong by `errors`, one value per line
 * of [lines, rows].
 *
 * The errors are taken from the largest to the smallest; each counts by how much the Jaccard loss grows when
 * its row becomes wrong too, in addition to the rows before it. Negative errors should be 0 by then (`cost`).
 *
 * The growth is (I·b / U + f) / U′, with f and b the foreground and background of the row, I what is left of
 * the intersection, U and U′ the union with and without the row: no differences of nearly equal numbers, as J
 * − J′ would be for a row of thousands. Without any foreground the loss is the largest error.
 *
 * @param foreground - Weights of the rows in the true area; `background` of those outside of it.
 * @param cost - What is made of the errors after they have been put in order.
 */
export function lovaszExtension(
  errors: tf.Tensor,
  foreground: tf.Tensor,
  background: tf.Tensor,
  cost: (errors: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const order = argsortDescending(errors);
  const [inside, outside] = [gatherRows(foreground, order), gatherRows(background, order)];
  // Axis 1, not −1: tfjs's cumsum takes a negative axis for another one.
  const area = tf.sum(foreground, 1, true);
  const intersection = tf.sub(area, tf.cumsum(inside, 1));
  const unionBefore = tf.add(area, tf.cumsum(outside, 1, true));
  const union = tf.add(unionBefore, outside);
  const growth = safeDivide(tf.add(tf.mul(intersection, safeDivide(outside, union)), inside), unionBefore);
  const isFirst = stopGradient([unionBefore, union], () =>
    tf.cast(tf.logicalAnd(tf.equal(unionBefore, 0), tf.greater(union, 0)), 'float32'),
  );
  // NaN has no place in the order, so that no growth of its line is right.
  const nowhere = stopGradient([errors], () => tf.mul(0, tf.sum(clip(errors, -1, 1), 1, true)));
  return tf.sum(tf.mul(cost(gatherRows(errors, order)), tf.add(tf.add(growth, isFirst), nowhere)), -1);
}
