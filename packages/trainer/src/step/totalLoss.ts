import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel } from '../model/Model.ts';
import type { NamedVariables, Tensors } from '../model/NamedTensors.ts';
import { type Losses, lossTerms } from './lossTerms.ts';
import { checkScalar, type WeightedMean } from './SumAndWeight.ts';

/** A term on the parameters that is added to the loss, for example an L2 penalty. */
export type PenaltyFunction = (variables: NamedVariables) => tf.Tensor;

/** What the loss of a batch depends on; the same in training and in validation. */
export interface LossDefinition {
  readonly model: AnyModel;
  readonly loss: Losses;
  readonly penalty?: PenaltyFunction | undefined;
}

/** The loss of a batch: Σ term weight · term + penalty. */
export interface TotalLoss {
  readonly total: tf.Scalar;
  /** In the order of the terms; the only one may be the total itself. */
  readonly terms: readonly WeightedMean[];
  readonly penalty: tf.Scalar | undefined;
}

function penaltyOf({ model, penalty }: LossDefinition): tf.Scalar | undefined {
  const penalties = [
    ...(penalty ? [checkScalar('penalty', penalty(model.variables))] : []),
    ...(model.penalty ? [checkScalar('penalty of the model', model.penalty())] : []),
  ];
  return penalties.length > 0 ? penalties.reduce((sum, one) => tf.add(sum, one)) : undefined;
}

/** The loss of a batch whose outputs are known. */
export function totalLoss(definition: LossDefinition, batch: AnyBatch, outputs: Tensors): TotalLoss {
  const named = lossTerms(definition.loss);
  const terms = named.map(({ loss }) => loss.meanOf(outputs, batch));
  const penalty = penaltyOf(definition);
  const parts = terms.map(({ value }, index) => {
    const weight = named[index]?.weight ?? 1;
    return weight === 1 ? value : tf.mul<tf.Scalar>(value, weight);
  });
  if (penalty) parts.push(penalty);
  return { total: parts.reduce((sum, part) => tf.add<tf.Scalar>(sum, part)), terms, penalty };
}
