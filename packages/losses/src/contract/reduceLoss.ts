import * as tf from '@tensorflow/tfjs-core';

import { divideOrZero } from '../ops/divideOrZero.ts';
import { sumOf } from '../ops/sumOf.ts';
import type { Reduction } from './lossOptions.ts';

/** What the reduction needs beside the values. */
export interface ReductionInputs {
  readonly weights: tf.Tensor | undefined;
  readonly innerWeights: tf.Tensor | undefined;
  readonly presence: tf.Tensor | undefined;
}

/** a · b where either may stand for "all ones". */
function product(a: tf.Tensor | undefined, b: tf.Tensor | undefined): tf.Tensor | undefined {
  return a && b ? tf.mul(a, b) : (a ?? b);
}

/**
 * Turns the unreduced loss into the result: `none` is w·l, `sum` is Σ(w·l), `mean` is Σ(w·l) / Σ(w).
 *
 * Elements that are not present are 0 and don't count. An empty selection gives 0, with gradient 0.
 */
export function reduceLoss(
  values: tf.Tensor,
  { weights, innerWeights, presence }: ReductionInputs,
  reduction: Reduction,
): tf.Tensor {
  const present = presence && tf.broadcastTo(tf.cast(presence, 'float32'), values.shape);
  const counted = product(present, weights);
  const weighted = product(values, counted) ?? values;
  if (reduction === 'none') return weighted;

  const total = sumOf(weighted);
  if (reduction === 'sum') return total;

  const shares = product(counted, innerWeights);
  if (!shares) return tf.div(total, Math.max(values.size, 1));
  return divideOrZero(total, sumOf(tf.broadcastTo(shares, values.shape)));
}
