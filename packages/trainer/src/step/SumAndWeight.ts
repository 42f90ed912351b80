import { ArgumentRangeError, ArgumentTypeError, describeValue, typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Σ w·l and Σ w of a batch. The mean is their ratio, and batches add up: the ratio of the sums is that of one
 * batch.
 */
export interface SumAndWeight {
  readonly sum: tf.Scalar;
  /** A number where it depends on shapes alone. */
  readonly weight: tf.Scalar | number;
}

/** The loss of a batch, and what it was averaged over. */
export interface WeightedMean {
  readonly value: tf.Scalar;
  readonly weight: tf.Scalar | number;
}

function isScalar(tensor: tf.Tensor): tensor is tf.Scalar {
  return tensor.rank === 0;
}

function isSumAndWeight(value: unknown): value is SumAndWeight {
  if (typeof value !== 'object' || value === null || !('sum' in value && 'weight' in value)) return false;
  return (
    value.sum instanceof tf.Tensor && (typeof value.weight === 'number' || value.weight instanceof tf.Tensor)
  );
}

/** Refuses what is not a scalar. */
export function checkScalar(what: string, value: tf.Tensor): tf.Scalar {
  // A penalty is a function of the caller's own, which may give anything.
  if (!(value instanceof tf.Tensor)) throw typeError('train', `the ${what} to be a scalar tensor`, value);
  if (isScalar(value)) return value;
  throw new ArgumentRangeError(
    `train: expected the ${what} to be a scalar, got shape [${value.shape}]; use reduction 'mean' or 'sum'.`,
  );
}

/** Refuses what a loss must not give, in the words of what it did. */
export function checkSumAndWeight(loss: string, result: unknown): SumAndWeight {
  if (isSumAndWeight(result)) return result;
  const where = `train: expected the loss '${loss}' to give a scalar tensor`;
  if (result instanceof Promise) {
    throw new ArgumentTypeError(`${where} at once, got a Promise; a loss cannot be async or wait for data.`);
  }
  if (typeof result === 'number') {
    throw new ArgumentTypeError(
      `${where}, got the number ${result}, which has no gradient; compute it with operations of tf.`,
    );
  }
  throw new ArgumentTypeError(`${where}, or a sum and a weight, got ${describeValue(result)}.`);
}

/** 1 in place of 0; the derivative is that of the identity, which the comparison has none of. */
function oneForZero(weight: tf.Scalar): tf.Scalar {
  const replace = tf.customGrad<tf.Scalar>(() => ({
    value: tf.add(weight, tf.cast(tf.equal(weight, 0), 'float32')),
    gradFunc: (dy) => dy,
  }));
  return replace(weight);
}

/** sum / weight; of nothing, which weighs 0, the sum itself: that is 0, with gradient 0. */
export function weightedMean({ sum, weight }: SumAndWeight): WeightedMean {
  const total = checkScalar('sum of the loss', sum);
  if (typeof weight === 'number') return { value: tf.div(total, weight === 0 ? 1 : weight), weight };
  // An alias, because a step disposes the weights of its losses, and this one may be the caller's own.
  const own: tf.Scalar = tf.reshape(checkScalar('weight of the loss', weight), []);
  return { value: tf.div(total, oneForZero(own)), weight: own };
}
