import { ArgumentRangeError } from '@losskit/errors';
import type { AnyLoss } from '@losskit/losses/contract';
import { alignLeading, type BatchLoss, batchLoss, type LossFunction, type Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { OutputLink, TargetKind } from './kinds/TargetKind.ts';

function oneTarget(targets: Tensors): tf.Tensor {
  if (targets instanceof tf.Tensor) return targets;
  throw new ArgumentRangeError('task: expected one tensor of targets in a batch, got several by name.');
}

/** A declared loss on a model's outputs, which are in a space, in the form that training takes. */
export function linkDeclared(
  loss: AnyLoss,
  { call }: OutputLink,
  outputSpace: TargetKind<never>['outputSpace'],
): BatchLoss {
  return batchLoss(
    (outputs, { targets, weights, mask }) => {
      const { inputs, options } = call(oneTarget(targets), outputs);
      const shape = loss.weightsShape(inputs);
      return loss.sumAndWeight(inputs, {
        ...(weights instanceof tf.Tensor && { weights: alignLeading(weights, shape) }),
        ...(mask instanceof tf.Tensor && { mask: alignLeading(mask, shape) }),
        ...options,
      });
    },
    {
      name: loss.declaration.name,
      batchDependent: loss.declaration.batchDependent,
      prediction: outputSpace,
    },
  );
}

/**
 * A loss of one's own. A function of targets and outputs gets the targets of the task and the model's outputs as they are,
 * except that a column of outputs [rows, 1] against targets [rows] becomes [rows].
 */
export function linkOwn(own: LossFunction | BatchLoss): LossFunction | BatchLoss {
  if (typeof own !== 'function') return own;
  const onTargets: LossFunction = (yTrue, yPred) =>
    own(yTrue, yPred.size === yTrue.size ? tf.reshape(yPred, yTrue.shape) : yPred);
  Object.defineProperty(onTargets, 'name', { value: own.name });
  return onTargets;
}
