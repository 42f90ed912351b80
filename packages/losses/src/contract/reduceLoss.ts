import * as tf from '@tensorflow/tfjs-core';

import { safeDivide } from '../ops/safeDivide.ts';
import { sumOf } from '../ops/sumOf.ts';
import type { Reduction } from './lossOptions.ts';

/** What the reduction needs beside the values. */
export interface ReductionInputs {
  readonly weights: tf.Tensor | undefined;
  readonly innerWeights: tf.Tensor | undefined;
  readonly validMask: tf.Tensor | undefined;
}

/** a · b where either may stand for "all ones". */
function product(a: tf.Tensor | undefined, b: tf.Tensor | undefined): tf.Tensor | undefined {
  return a && b ? tf.mul(a, b) : (a ?? b);
}

/**
 * Turns the unreduced loss into the result: `none` is w·l, `sum` is Σ(w·l), `mean` is Σ(w·l) / Σ(w).
 *
 * Elements that are masked out are 0 and don't count. An empty selection gives 0, with gradient 0.
 */
export function reduceLoss(
  values: tf.Tensor,
  { weights, innerWeights, validMask }: ReductionInputs,
  reduction: Reduction,
): tf.Tensor {
  const valid = validMask && tf.broadcastTo(tf.cast(validMask, 'float32'), values.shape);
  const counted = product(valid, weights);
  const weighted = product(values, counted) ?? values;
  if (reduction === 'none') return weighted;

  const total = sumOf(weighted);
  if (reduction === 'sum') return total;

  const shares = product(counted, innerWeights);
  if (!shares) return tf.div(total, Math.max(values.size, 1));
  return safeDivide(total, sumOf(tf.broadcastTo(shares, values.shape)));
}
