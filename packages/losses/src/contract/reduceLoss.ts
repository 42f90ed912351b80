import * as tf from '@tensorflow/tfjs-core';

import { type CustomGradient, customGradient } from '../autodiff/customGradient.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { safeDivide } from '../ops/safeDivide.ts';
import { sumOf } from '../ops/sumOf.ts';

/**
 * Σ(w·l) and Σ(w): the mean is their quotient, and those of several batches add up to those of all of them.
 */
export interface SumAndWeight {
  readonly sum: tf.Scalar;
  /** A number where nothing is weighted, masked or ignored: how many elements there are. */
  readonly weight: tf.Scalar | number;
}

/** What a formula gave, and what counts of it. */
export interface UnreducedLoss {
  readonly values: tf.Tensor | CustomGradient;
  readonly shape: readonly number[];
  readonly weights?: tf.Tensor | undefined;
  readonly innerWeights: tf.Tensor | undefined;
  readonly validMask: tf.Tensor | undefined;
  readonly invalid: tf.Tensor | undefined;
}

/** a · b where either may stand for "all ones". */
function product(a: tf.Tensor | undefined, b: tf.Tensor | undefined): tf.Tensor | undefined {
  return a && b ? tf.mul(a, b) : (a ?? b);
}

/** The weights of the caller, 0 where an element is masked out; undefined where all are 1. */
function countsOf({ validMask, weights, shape }: UnreducedLoss): tf.Tensor | undefined {
  return product(validMask && tf.broadcastTo(tf.cast(validMask, 'float32'), [...shape]), weights);
}

/** w·l: 0 where an element is masked out, and NaN where its class id does not exist. */
function weightedBy(counts: tf.Tensor | undefined, { values, shape, invalid }: UnreducedLoss): tf.Tensor {
  const computed = values instanceof tf.Tensor ? values : customGradient(values);
  const shaped = tf.reshape(computed, [...shape]);
  const valid = invalid ? replaceWhere(invalid, shaped, Number.NaN) : shaped;
  return product(valid, counts) ?? valid;
}

/** The loss and its sum as one operation, whose gradient needs no tensor of equal slopes. */
function sumAsOne({ inputs, value, gradients }: CustomGradient): tf.Scalar {
  return sumOf(
    customGradient({ inputs, value: (save, ...given) => sumOf(value(save, ...given)), gradients }),
  );
}

/** w·l as it is. */
export function weightedLoss(loss: UnreducedLoss): tf.Tensor {
  return weightedBy(countsOf(loss), loss);
}

/** Σ(w·l) and Σ(w), both 0 where everything is masked out. */
export function sumAndWeightOf(loss: UnreducedLoss): SumAndWeight {
  const counts = countsOf(loss);
  const { values, shape, innerWeights, invalid } = loss;
  const isWhole = !(values instanceof tf.Tensor || counts || invalid);
  const sum = isWhole ? sumAsOne(values) : sumOf(weightedBy(counts, loss));
  const shares = product(counts, innerWeights);
  const weight = shares ? sumOf(shares) : tf.util.sizeFromShape([...shape]);
  return { sum, weight };
}

/** Σ(w·l) / Σ(w); an empty selection gives 0, with gradient 0. */
export function meanOf({ sum, weight }: SumAndWeight): tf.Tensor {
  return typeof weight === 'number' ? tf.div(sum, Math.max(weight, 1)) : safeDivide(sum, weight);
}
