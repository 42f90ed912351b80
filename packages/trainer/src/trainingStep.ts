import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from './Batch.ts';
import { freeGradientTape } from './freeGradientTape.ts';
import { type BatchLoss, batchLoss, type LossDefinition } from './loss/batchLoss.ts';
import type { WeightedLoss } from './loss/weightedLoss.ts';
import type { NamedTensors } from './Model.ts';
import { mapNamed } from './optimizers/GradientTransform.ts';
import type { Optimizer } from './optimizers/Optimizer.ts';

/** What a step needs beside slots and batch; the same for all steps. */
export interface StepDefinition extends LossDefinition {
  readonly optimizer: Optimizer;
}

/** What a step may know beside its learning rate. */
export interface StepContext {
  /** The step, counted from 0, for the model's random numbers. Default 0. */
  readonly step?: number | undefined;
  /** This step's momentum, where the optimizer schedules it. */
  readonly momentum?: tf.Scalar | undefined;
  /** Whether to measure gradients, weights and updates. */
  readonly squaredNorms?: boolean | undefined;
}

/** The loss before the update, and the new slots. */
export interface StepResult {
  readonly loss: tf.Scalar;
  /** The losses that make up `loss`; a single one without penalty is `loss` itself. */
  readonly terms: readonly WeightedLoss[];
  readonly penalty: tf.Scalar | undefined;
  readonly slots: NamedTensors;
  /** ‖θ‖² before the update, ‖g‖² and ‖Δθ‖² of each variable, where asked for: shape [3, variables]. */
  readonly squaredNorms: tf.Tensor2D | undefined;
}

/** Gradients by variable name and the loss that they are of. */
export interface LossGradients extends BatchLoss {
  readonly gradients: NamedTensors;
}

/**
 * The loss of a batch in training, and its gradients. To be called in a `tf.tidy`.
 *
 * @param kept - Takes the tensors that outlive the tidy beside the total; the caller disposes them.
 */
export function lossGradients(
  definition: StepDefinition,
  batch: AnyBatch,
  step: number,
  kept: tf.Tensor[],
): LossGradients {
  const { model } = definition;
  const parts: Omit<BatchLoss, 'total'>[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const outputs = model.predict(batch.inputs, { training: true, step });
    const { total, terms, penalty } = batchLoss(definition, batch, outputs);
    // What variableGrads doesn't return, it disposes.
    for (const tensor of [...terms.flatMap((term) => [term.value, term.weight]), penalty]) {
      if (tensor instanceof tf.Tensor && tensor !== total && tensor !== batch.weight)
        kept.push(tf.keep(tensor));
    }
    parts.push({ terms, penalty });
    return total;
  }, Object.values(model.variables));
  // A variable that the loss does not depend on has no gradient; it then counts as 0.
  const gradients = mapNamed(model.variables, (variable) => grads[variable.name] ?? tf.zerosLike(variable));
  const { terms = [], penalty } = parts[0] ?? {};
  return { total: value, terms, penalty, gradients };
}

/** What the batch counts among others when their gradients are added up. */
function weightOf(batch: AnyBatch, terms: readonly WeightedLoss[]): tf.Scalar {
  if (batch.weight) return batch.weight;
  const [first] = terms;
  const rows = terms.every(({ weight }) => weight === first?.weight);
  if (!first || !rows) {
    throw new RangeError(
      'train: expected the weight of the batch, because its outputs are weighted by themselves, got none.',
    );
  }
  return typeof first.weight === 'number' ? tf.scalar(first.weight) : first.weight;
}

function squaredNormsOf(variables: NamedTensors, ...others: readonly NamedTensors[]): tf.Tensor2D {
  const squares = [variables, ...others].flatMap((tensors) =>
    Object.keys(variables).map((name) => tf.sum(tf.square(tensors[name] ?? tf.scalar(0)))),
  );
  return tf.reshape<tf.Rank.R2>(tf.stack(squares), [1 + others.length, -1]);
}

/**
 * One step of gradient descent: gradients of the loss, the optimizer's update, new variables and new slots.
 *
 * Built of tensor operations only: nothing is read back and no branch looks at a tensor's value, so equal inputs give
 * equal bits. The variables are assigned in place; the caller disposes the old slots that are not among the new ones, and
 * the tensors of the result.
 *
 * @param learningRate - This step's learning rate, as a tensor.
 */
export function trainingStep(
  definition: StepDefinition,
  slots: NamedTensors,
  batch: AnyBatch,
  learningRate: tf.Scalar,
  { step = 0, momentum, squaredNorms: wantsNorms = false }: StepContext = {},
): StepResult {
  const { model, optimizer } = definition;
  const kept: tf.Tensor[] = [];
  try {
    let parts: Omit<StepResult, 'loss'> = { terms: [], penalty: undefined, slots, squaredNorms: undefined };
    const loss = tf.tidy(() => {
      const { total, terms, penalty, gradients } = lossGradients(definition, batch, step, kept);
      const result = optimizer.transform.update(gradients, slots, {
        learningRate,
        momentum,
        variables: model.variables,
        // Only what adds up gradients asks for it.
        get batchWeight() {
          return weightOf(batch, terms);
        },
      });
      let squaredNorms: tf.Tensor2D | undefined;
      if (wantsNorms) {
        squaredNorms = tf.keep(squaredNormsOf(model.variables, gradients, result.updates));
        kept.push(squaredNorms);
      }
      for (const [name, variable] of Object.entries(model.variables)) {
        const update = result.updates[name];
        if (update) variable.assign(tf.add(variable, update));
      }
      parts = { terms, penalty, slots: mapNamed(result.slots, (slot) => tf.keep(slot)), squaredNorms };
      return total;
    });
    return { loss, ...parts };
  } catch (error) {
    freeGradientTape();
    tf.dispose(kept);
    throw error;
  }
}
