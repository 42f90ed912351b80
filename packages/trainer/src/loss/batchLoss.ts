import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../Batch.ts';
import type { AnyModel, NamedVariables, Tensors } from '../Model.ts';
import { type ClassWeights, weightsOfClasses } from './classWeights.ts';
import { type Losses, type LossTerm, lossTerms } from './LossFunction.ts';
import { alignLeading, checkScalar, type WeightedLoss, weightedLoss } from './weightedLoss.ts';

/** A term on the parameters that is added to the loss, for example an L2 penalty. */
export type PenaltyFunction = (variables: NamedVariables) => tf.Tensor;

/** What the loss of a batch depends on; the same in training and in validation. */
export interface LossDefinition {
  readonly model: AnyModel;
  readonly loss: Losses;
  readonly penalty?: PenaltyFunction | undefined;
  /** Weights of classes, for all outputs or by output. */
  readonly classWeights?: ClassWeights | Readonly<Record<string, ClassWeights>> | undefined;
}

/** The loss of a batch: Σ term weight · term + penalty. */
export interface BatchLoss {
  readonly total: tf.Scalar;
  /** In the order of the terms; the only one may be the total itself. */
  readonly terms: readonly WeightedLoss[];
  readonly penalty: tf.Scalar | undefined;
}

function outputOf(what: string, tensors: Tensors, output: string | undefined): tf.Tensor {
  if (output === undefined) {
    if (tensors instanceof tf.Tensor) return tensors;
    const names = Object.keys(tensors).join(', ');
    throw new RangeError(`train: expected one tensor as ${what}, or a loss for each of ${names}.`);
  }
  const found = tensors instanceof tf.Tensor ? undefined : tensors[output];
  if (found) return found;
  const names = tensors instanceof tf.Tensor ? 'one tensor' : `those of ${Object.keys(tensors).join(', ')}`;
  throw new RangeError(`train: expected ${what} of the output '${output}', which has a loss, got ${names}.`);
}

function partOf(tensors: Tensors | undefined, output: string | undefined): tf.Tensor | undefined {
  if (tensors === undefined || tensors instanceof tf.Tensor) return tensors;
  return output === undefined ? outputOf('weights and mask', tensors, output) : tensors[output];
}

function classWeightsOf(
  { classWeights }: LossDefinition,
  output: string | undefined,
): ClassWeights | undefined {
  if (classWeights === undefined || Array.isArray(classWeights)) return classWeights;
  return output === undefined
    ? undefined
    : Object.entries(classWeights).find(([name]) => name === output)?.[1];
}

function termLoss(
  definition: LossDefinition,
  { output, loss }: LossTerm,
  batch: AnyBatch,
  outputs: Tensors,
): WeightedLoss {
  const yTrue = outputOf('the targets', batch.targets, output);
  const yPred = outputOf('the prediction', outputs, output);
  const given = partOf(batch.weights, output);
  const classWeights = classWeightsOf(definition, output);
  const byClass = classWeights && weightsOfClasses(classWeights, yTrue, yPred);
  const weights = given && byClass ? tf.mul(alignLeading(given, byClass.shape), byClass) : (given ?? byClass);
  const result = weightedLoss(loss, yTrue, yPred, { weights, mask: partOf(batch.mask, output) });
  return batch.weight ? { value: result.value, weight: batch.weight } : result;
}

function penaltyOf({ model, penalty }: LossDefinition): tf.Scalar | undefined {
  const penalties = [
    ...(penalty ? [checkScalar('penalty', penalty(model.variables))] : []),
    ...(model.penalty ? [checkScalar('penalty of the model', model.penalty())] : []),
  ];
  return penalties.length > 0 ? penalties.reduce((sum, one) => tf.add(sum, one)) : undefined;
}

/** The loss of a batch whose outputs are known. */
export function batchLoss(definition: LossDefinition, batch: AnyBatch, outputs: Tensors): BatchLoss {
  const named = lossTerms(definition.loss);
  const terms = named.map((term) => termLoss(definition, term, batch, outputs));
  const penalty = penaltyOf(definition);
  const parts = terms.map(({ value }, index) => {
    const weight = named[index]?.weight ?? 1;
    return weight === 1 ? value : tf.mul<tf.Scalar>(value, weight);
  });
  if (penalty) parts.push(penalty);
  return { total: parts.reduce((sum, part) => tf.add<tf.Scalar>(sum, part)), terms, penalty };
}
