import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { logAddExp } from '../logAddExp.ts';
import { logSoftmax } from '../logSoftmax.ts';
import { oneHot } from '../oneHot.ts';
import { replaceWhere } from '../replaceWhere.ts';
import { NO_LABEL } from './alignSequences.ts';

/** Stands for log 0: no sum of it overflows, and beside any other number it is lost. */
const LOWEST = -1e30;

/**
 * The diagonals of every matrix, [rows, time, places] to [rows, places] each: the n-th holds the places [t, u] with
 * t + u = n, and LOWEST where there is no such t.
 */
function diagonalsOf(matrices: tf.Tensor): tf.Tensor[] {
  const [rows = 0, time = 0, places = 0] = matrices.shape;
  const columns = tf.pad(
    tf.transpose(matrices, [0, 2, 1]),
    [
      [0, 0],
      [0, 0],
      [0, places],
    ],
    LOWEST,
  );
  // Read again in lines that are shorter by one, every line starts one further to the right than that before it.
  const size = places * (time + places - 1);
  const lines = tf.slice(tf.reshape(columns, [rows, places * (time + places)]), [0, 0], [rows, size]);
  return tf.unstack(tf.reshape(lines, [rows, places, time + places - 1]), 2);
}

/**
 * Minus the log probability of each label sequence, over all its ways through a lattice of frames and labels: [rows].
 *
 * The forward recursion in log space, diagonal by diagonal, so that all rows and all places of a diagonal go at once.
 * Every diagonal is counted from its highest place, which keeps digits that the probability of a long way would swallow.
 *
 * @param labels - Class ids, [rows, length]; NO_LABEL ends a row.
 * @param logits - Unnormalised scores, [rows, time, length + 1, classes].
 * @param frames - How many frames of each row count, [rows], 1 or more.
 */
export function transduceSequences(
  labels: tf.Tensor,
  logits: tf.Tensor,
  frames: tf.Tensor,
  blank: number,
): tf.Tensor {
  const [rows = 0, time = 0, places = 0, classes = 0] = logits.shape;
  // What comes next at each place; at the last one, nothing.
  const next = tf.concat([labels, tf.fill([rows, 1], NO_LABEL, 'int32')], 1);
  const counts = tf.sum(tf.cast(tf.notEqual(next, NO_LABEL), 'float32'), -1);
  const isBeyond = tf.logicalOr(
    tf.greaterEqual(tf.reshape(tf.range(0, time), [1, time, 1]), tf.reshape(frames, [rows, 1, 1])),
    tf.greater(tf.reshape(tf.range(0, places), [1, 1, places]), tf.reshape(counts, [rows, 1, 1])),
  );
  const logProbabilities = logSoftmax(replaceWhere(tf.expandDims(isBeyond, -1), logits, 0));
  const isNext = tf.expandDims(oneHot(next, classes), 1);
  const ofLabels = replaceWhere(tf.equal(isNext, 0), logProbabilities, 0);
  const toNext = diagonalsOf(tf.sum(ofLabels, -1));
  const toStay = diagonalsOf(tf.squeeze(tf.slice(logProbabilities, [0, 0, 0, blank], [-1, -1, -1, 1]), [-1]));

  let reached = tf.pad(
    tf.zeros([rows, 1]),
    [
      [0, 0],
      [0, places - 1],
    ],
    LOWEST,
  );
  let highest = tf.zeros([rows, 1]);
  const ends = toStay.map((blanks, diagonal) => {
    const stayed = tf.add(reached, blanks);
    const end = tf.add(stayed, highest);
    const moved = tf.slice(tf.add(reached, toNext[diagonal] ?? 0), [0, 0], [rows, places - 1]);
    const ways = logAddExp(stayed, tf.concat([tf.fill([rows, 1], LOWEST), moved], 1));
    const gain = stopGradient([ways], () => tf.max(ways, -1, true));
    reached = tf.sub(ways, gain);
    highest = tf.add(highest, gain);
    return end;
  });

  const isLast = tf.mul(
    tf.expandDims(oneHot(tf.sub(tf.add(frames, counts), 1), ends.length), -1),
    tf.expandDims(oneHot(counts, places), 1),
  );
  return tf.neg(tf.sum(replaceWhere(tf.equal(isLast, 0), tf.stack(ends, 1), 0), [1, 2]));
}
