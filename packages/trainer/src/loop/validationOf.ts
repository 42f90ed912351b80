import * as tf from '@tensorflow/tfjs-core';
import { partsOf } from '../engine/batchParts.ts';
import type { BatchFunction } from '../engine/Evaluator.ts';
import { type LossNames, nameLosses } from '../engine/LossNames.ts';
import { mapNamed, type Tensors } from '../model/NamedTensors.ts';
import { type LossDefinition, totalLoss } from '../step/totalLoss.ts';
import type { ValidationMetrics } from './foldMetrics.ts';

/** Which of the tensors that a validation computes of a batch are what. */
export interface ValidationFacts {
  readonly losses: LossNames;
  /** All that the losses are made of. */
  readonly scalars: readonly string[];
  /** What metrics take: one tensor, or several by name. */
  readonly outputs: string | Readonly<Record<string, string>>;
}

function isTensor(part: Tensors): part is tf.Tensor {
  return part instanceof tf.Tensor;
}

/** Outputs and losses of a batch. */
export function validationOf(
  definition: LossDefinition,
  metrics: ValidationMetrics | undefined,
): BatchFunction<ValidationFacts> {
  return (model, batch) => {
    const predicted = model.predict(batch.inputs, { training: false });
    const { tensors, names } = nameLosses(totalLoss({ ...definition, model }, batch, predicted));
    const outputs = metrics ? (metrics.prepare?.(predicted) ?? predicted) : {};
    return {
      tensors: { ...tensors, ...partsOf<tf.Tensor>({ outputs }, isTensor) },
      facts: {
        losses: names,
        scalars: Object.keys(tensors),
        outputs: isTensor(outputs) ? 'outputs' : mapNamed(outputs, (_, name) => `outputs/${name}`),
      },
    };
  };
}
