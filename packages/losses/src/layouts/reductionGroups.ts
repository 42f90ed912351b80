import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { unstackRegions } from '../ops/unstackRegions.ts';

/** Option of every loss of groups. */
export const groupOptions = {
  perSample: {
    kind: 'boolean',
    default: false,
  },
} as const;

/** How rows are divided into groups. */
export interface Grouping {
  readonly groups: number;
  readonly rows: number;
  /** The shape of one value per group. */
  readonly shape: readonly number[];
}

/** One group of all rows, or one per entry of the first axis. */
export function groupingOf(shape: readonly number[], perSample: boolean): Grouping {
  const [samples = 1] = shape;
  const groups = perSample ? samples : 1;
  const size = shape.reduce((product, length) => product * length, 1);
  return { groups, rows: groups === 0 ? 0 : size / groups, shape: perSample ? shape.slice(0, 1) : [] };
}

/**
 * Numbers [groups, rows, width] of rows. A group without rows gets one of zeros: what is summed over nothing
 * is uninitialised memory on wasm.
 */
export function groupRows(numbers: tf.Tensor, { groups, rows }: Grouping, width: number): tf.Tensor {
  const grouped = tf.reshape(numbers, [groups, rows, width]);
  return rows === 0
    ? tf.pad(grouped, [
        [0, 0],
        [0, 1],
        [0, 0],
      ])
    : grouped;
}

/**
 * What the formula of a loss of reduction groups gets for the targets t: the weighted foreground w · t and
 * background w · (1 − t), stacked along a new first axis: [2, groups, rows, classes].
 *
 * A weight says how often its row counts, and a row that is masked out weighs 0.
 */
export function stackRegions(
  targets: tf.Tensor,
  weights: tf.Tensor | undefined,
  validMask: tf.Tensor | undefined,
  grouping: Grouping,
): tf.Tensor {
  // tf.stack of tensors without numbers cannot be sliced afterwards.
  if (grouping.rows === 0) return tf.zeros([2, ...targets.shape]);
  const valid = validMask ? tf.cast(validMask, 'float32') : tf.ones([grouping.groups * grouping.rows]);
  const counted = groupRows(weights ? tf.mul(valid, weights) : valid, grouping, 1);
  return tf.stack([tf.mul(counted, targets), tf.mul(counted, tf.sub(1, targets))]);
}

/** Which [groups, classes] have anything in them: in the foreground, or at all. */
export function occurringClasses(regions: tf.Tensor, inForeground: boolean): tf.Tensor {
  return stopGradient([regions], () => {
    const [foreground, background] = unstackRegions(tf.sum(regions, 2));
    return tf.greater(inForeground ? foreground : tf.add(foreground, background), 0);
  });
}
