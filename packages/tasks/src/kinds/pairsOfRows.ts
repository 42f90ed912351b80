import * as tf from '@tensorflow/tfjs-core';

/** For each row another one of its batch, and whether there is one. */
export interface ChosenRows {
  /** int32 [rows]. */
  readonly indices: tf.Tensor1D;
  /** bool [rows]. */
  readonly mask: tf.Tensor1D;
}

/** How many rows forward, and around the end, each row is from each other: [from, to], as rows − distance, and 0 for itself. */
function nearness(rows: number): tf.Tensor2D {
  const values = new Float32Array(rows * rows);
  for (let from = 0; from < rows; from++) {
    for (let to = 0; to < rows; to++) {
      if (from !== to) values[from * rows + to] = rows - ((to - from + rows) % rows);
    }
  }
  return tf.tensor2d(values, [rows, rows]);
}

/**
 * For each row the next one of the batch, around its end, that `matches` [rows, rows] allows; never the row itself.
 *
 * Batches come in a random order, so this is a random partner that a step finds without a random number and without reading
 * anything back.
 */
export function nextMatching(matches: tf.Tensor2D): ChosenRows {
  const scores = tf.mul(tf.cast(matches, 'float32'), nearness(matches.shape[0]));
  return {
    indices: tf.cast(tf.argMax(scores, 1), 'int32'),
    mask: tf.greater(tf.max<tf.Tensor1D>(scores, 1), 0),
  };
}

/** Which pairs of rows have the same label: [rows, rows]. */
export function sameLabel(labels: tf.Tensor): tf.Tensor2D {
  const flat = tf.reshape(labels, [-1]);
  return tf.equal(tf.expandDims<tf.Tensor2D>(flat, 1), tf.expandDims<tf.Tensor2D>(flat, 0));
}
