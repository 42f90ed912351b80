import * as tf from '@tensorflow/tfjs-core';
import { untracked } from '../autodiff/untracked.ts';
import { splitSides } from '../ops/splitSides.ts';

/** Option of every loss of pools. */
export const poolOptions = {
  perSample: {
    kind: 'boolean',
    default: false,
    description: 'Whether each entry of the first axis, such as a picture, is a pool of its own.',
  },
} as const;

/** How rows are divided into pools. */
export interface Pooling {
  readonly pools: number;
  readonly rows: number;
  /** The shape of one number per pool. */
  readonly shape: readonly number[];
}

/** One pool of all rows, or one per entry of the first axis. */
export function poolingOf(shape: readonly number[], perSample: boolean): Pooling {
  const [samples = 1] = shape;
  const pools = perSample ? samples : 1;
  const size = shape.reduce((product, length) => product * length, 1);
  return { pools, rows: pools === 0 ? 0 : size / pools, shape: perSample ? shape.slice(0, 1) : [] };
}

/**
 * Numbers [pools, rows, width] of rows. A pool without rows gets one of zeros: what is summed over nothing is uninitialised
 * memory on wasm.
 */
export function inPools(numbers: tf.Tensor, { pools, rows }: Pooling, width: number): tf.Tensor {
  const pooled = tf.reshape(numbers, [pools, rows, width]);
  return rows === 0
    ? tf.pad(pooled, [
        [0, 0],
        [0, 1],
        [0, 0],
      ])
    : pooled;
}

/**
 * What the formula of a pooled loss gets for the targets t: the weighted foreground w · t and background w · (1 − t), stacked
 * along a new first axis: [2, pools, rows, classes].
 *
 * A weight says how often its row is there, and a row that is not there weighs 0.
 */
export function sidesOf(
  targets: tf.Tensor,
  weights: tf.Tensor | undefined,
  presence: tf.Tensor | undefined,
  pooling: Pooling,
): tf.Tensor {
  // tf.stack of tensors without numbers cannot be sliced afterwards.
  if (pooling.rows === 0) return tf.zeros([2, ...targets.shape]);
  const present = presence ? tf.cast(presence, 'float32') : tf.ones([pooling.pools * pooling.rows]);
  const counted = inPools(weights ? tf.mul(present, weights) : present, pooling, 1);
  return tf.stack([tf.mul(counted, targets), tf.mul(counted, tf.sub(1, targets))]);
}

/** Which [pools, classes] have anything in them: in the foreground, or at all. */
export function presentClasses(sides: tf.Tensor, inForeground: boolean): tf.Tensor {
  return untracked([sides], () => {
    const [foreground, background] = splitSides(tf.sum(sides, 2));
    return tf.greater(inForeground ? foreground : tf.add(foreground, background), 0);
  });
}
