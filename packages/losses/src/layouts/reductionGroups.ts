import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { unstackRegions } from '../ops/overlap/unstackRegions.ts';

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
  return { groups, rows: size / groups, shape: perSample ? shape.slice(0, 1) : [] };
}

/** Numbers [groups, rows, width] of rows. */
export function groupRows(numbers: tf.Tensor, { groups, rows }: Grouping, width: number): tf.Tensor {
  return tf.reshape(numbers, [groups, rows, width]);
}

/** The targets of reduction groups, as formulas get them. */
export interface Regions {
  /**
   * The weighted foreground w · t and background w · (1 − t) of targets t, stacked along a new first axis: [2,
   * groups, rows, classes].
   */
  readonly regions: tf.Tensor;
  /**
   * What the weights of each group are counted in, [groups, 1]; undefined where every row counts once. It is about
   * the largest of them, so that products of small weights and small probabilities don't underflow.
   */
  readonly unit: tf.Tensor | undefined;
}

/** Far from where quotients by it overflow. */
const SMALLEST_UNIT = 2 ** -100;

/** A weight says how often its row counts, and a row that is masked out weighs 0. */
export function stackRegions(
  targets: tf.Tensor,
  weights: tf.Tensor | undefined,
  validMask: tf.Tensor | undefined,
  grouping: Grouping,
): Regions {
  const valid = validMask ? tf.cast(validMask, 'float32') : tf.ones([grouping.groups * grouping.rows]);
  const counted = groupRows(weights ? tf.mul(valid, weights) : valid, grouping, 1);
  const unit = weights && stopGradient([counted], () => tf.maximum(tf.max(counted, 1), SMALLEST_UNIT));
  const share = unit ? tf.div(counted, tf.expandDims(unit, 1)) : counted;
  return { regions: tf.stack([tf.mul(share, targets), tf.mul(share, tf.sub(1, targets))]), unit };
}

/** Which [groups, classes] have anything in them: in the foreground, or at all. */
export function occurringClasses(regions: tf.Tensor, inForeground: boolean): tf.Tensor {
  return stopGradient([regions], () => {
    const [foreground, background] = unstackRegions(tf.sum(regions, 2));
    return tf.greater(inForeground ? foreground : tf.add(foreground, background), 0);
  });
}
