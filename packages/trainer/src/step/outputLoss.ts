import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../model/Batch.ts';
import type { Tensors } from '../model/NamedTensors.ts';
import { alignLeading } from './alignLeading.ts';
import { BatchLoss } from './batchLoss.ts';
import type { LossFunction, LossWeights } from './LossFunction.ts';
import type { SumAndWeight } from './SumAndWeight.ts';

function partOf(what: string, tensors: Tensors, output: string | undefined): tf.Tensor {
  if (output === undefined) {
    if (tensors instanceof tf.Tensor) return tensors;
    const names = Object.keys(tensors).join(', ');
    throw new ArgumentRangeError(
      `train: expected one tensor as ${what}, or a loss for each of ${names}, or a batchLoss of all.`,
    );
  }
  const found = tensors instanceof tf.Tensor ? undefined : tensors[output];
  if (found) return found;
  const names = tensors instanceof tf.Tensor ? 'one tensor' : `those of ${Object.keys(tensors).join(', ')}`;
  throw new ArgumentRangeError(
    `train: expected ${what} of the output '${output}', which has a loss, got ${names}.`,
  );
}

function weightsOf(what: string, tensors: Tensors | undefined, output: string | undefined) {
  if (tensors === undefined || tensors instanceof tf.Tensor) return tensors;
  return output === undefined ? partOf(what, tensors, output) : tensors[output];
}

function compare(
  loss: LossFunction,
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { weights, mask }: LossWeights,
): tf.Tensor | SumAndWeight {
  if (!loss.sumAndWeight) {
    if (!weights && !mask) return loss(yTrue, yPred);
    throw new ArgumentRangeError(
      `train: expected batches without ${weights ? 'weights' : 'a mask'}, because '${loss.name}' is a plain function, got ` +
        'some; use a loss of losskit, or a batchLoss that gives its sum and its weight.',
    );
  }
  const inputs = [yTrue, yPred];
  const align = (tensor: tf.Tensor) =>
    loss.weightsShape ? alignLeading(tensor, loss.weightsShape(inputs)) : tensor;
  return loss.sumAndWeight(inputs, {
    ...(weights && { weights: align(weights) }),
    ...(mask && { mask: align(mask) }),
  });
}

/** The loss of one output, in the general form; of the only one where it has no name. */
export function outputLoss(loss: LossFunction, output: string | undefined): BatchLoss {
  const compared = (outputs: Tensors, { targets }: AnyBatch) => ({
    targets: partOf('the targets', targets, output),
    prediction: partOf('the prediction', outputs, output),
  });
  const { name, declaration = {}, preset = {} } = loss;
  const { ignoreIndex = -100 } = preset;
  return new BatchLoss({
    name,
    facts: declaration,
    ...(typeof ignoreIndex === 'number' && { ignoreIndex }),
    compared,
    compute(outputs, batch) {
      const { targets, prediction } = compared(outputs, batch);
      return compare(loss, targets, prediction, {
        weights: weightsOf('the weights', batch.weights, output),
        mask: weightsOf('the mask', batch.mask, output),
      });
    },
  });
}
