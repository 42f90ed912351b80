import * as tf from '@tensorflow/tfjs-core';

import type { LossFunction, LossWeights } from './LossFunction.ts';

/** A loss and what it was averaged over. */
export interface WeightedLoss {
  readonly value: tf.Scalar;
  /** Σ of the weights. */
  readonly weight: number | tf.Scalar;
}

function isScalar(tensor: tf.Tensor): tensor is tf.Scalar {
  return tensor.rank === 0;
}

/** Refuses what is not a scalar. */
export function checkScalar(what: string, value: tf.Tensor): tf.Scalar {
  if (isScalar(value)) return value;
  throw new RangeError(
    `train: expected the ${what} to be a scalar, got shape [${value.shape}]; use reduction 'mean' or 'sum'.`,
  );
}

/** The same options, which note what was read of them. */
function watch(options: LossWeights, read: Set<string>): LossWeights {
  return new Proxy(options, {
    get(target, key, receiver) {
      read.add(String(key));
      return Reflect.get(target, key, receiver);
    },
  });
}

/** The shape that weights of this loss are for, or undefined for a loss that cannot be left unreduced. */
function unreducedShape(loss: LossFunction, yTrue: tf.Tensor, yPred: tf.Tensor): number[] | undefined {
  const read = new Set<string>();
  const { shape } = loss(yTrue, yPred, watch({ reduction: 'none' }, read));
  return read.has('reduction') ? shape : undefined;
}

/** Weights of the leading axes, made to broadcast along the others: [rows] becomes [rows, 1] for a loss [rows, columns]. */
export function alignLeading(weights: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const leads = weights.rank < shape.length && weights.shape.every((size, axis) => size === shape[axis]);
  if (!leads) return weights;
  return tf.reshape(weights, [...weights.shape, ...new Array<number>(shape.length - weights.rank).fill(1)]);
}

function sumOfWeights({ weights, mask }: LossWeights, shape: number[] | undefined): tf.Scalar {
  const present = mask && tf.cast(mask, 'float32');
  const counted = weights && present ? tf.mul(weights, present) : (weights ?? present ?? tf.scalar(1));
  return tf.sum(shape ? tf.broadcastTo(counted, shape) : counted);
}

/**
 * Calls a loss with weights and mask, and says what it was averaged over.
 *
 * @throws RangeError for a result that is not a scalar, and for weights or a mask that the loss doesn't look at.
 */
export function weightedLoss(
  loss: LossFunction,
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { weights, mask }: LossWeights,
): WeightedLoss {
  if (!weights && !mask) {
    return { value: checkScalar('loss', loss(yTrue, yPred)), weight: yTrue.shape[0] ?? 1 };
  }
  const shape = unreducedShape(loss, yTrue, yPred);
  const align = (tensor: tf.Tensor) => (shape ? alignLeading(tensor, shape) : tensor);
  const given = { ...(weights && { weights: align(weights) }), ...(mask && { mask: align(mask) }) };
  const read = new Set<string>();
  const value = checkScalar('loss', loss(yTrue, yPred, watch(given, read)));
  for (const name of Object.keys(given)) {
    if (read.has(name)) continue;
    throw new RangeError(
      `train: expected a loss that takes { ${name} } as its third argument, got one that leaves them out; ` +
        `use a loss of losskit, or batches without ${name}.`,
    );
  }
  return { value, weight: sumOfWeights(given, shape) };
}
