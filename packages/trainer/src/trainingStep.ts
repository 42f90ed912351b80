import * as tf from '@tensorflow/tfjs-core';

import type { Model, NamedTensors } from './Model.ts';
import { mapNamed } from './optimizers/GradientTransform.ts';
import type { Optimizer } from './optimizers/Optimizer.ts';

/** What one step trains on. */
export interface Batch {
  readonly inputs: tf.Tensor;
  readonly targets: tf.Tensor;
  /** Σ of the weights that the loss averages over. Default: the rows of the targets. */
  readonly weight?: tf.Scalar | undefined;
}

/** Any function that compares targets with predictions and gives a scalar. */
export type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/** A term on the parameters that is added to the loss, for example an L2 penalty. */
export type PenaltyFunction = (variables: NamedTensors) => tf.Tensor;

/** What a step needs beside slots and batch; the same for all steps. */
export interface StepDefinition {
  readonly model: Model;
  readonly loss: LossFunction;
  readonly penalty?: PenaltyFunction | undefined;
  readonly optimizer: Optimizer;
}

/** The loss before the update, and the new slots. */
export interface StepResult {
  readonly loss: tf.Scalar;
  readonly slots: NamedTensors;
}

function asScalar(what: string, value: tf.Tensor): tf.Scalar {
  if (value.rank === 0) return tf.reshape<tf.Rank.R0>(value, []);
  throw new RangeError(
    `train: expected the ${what} to be a scalar, got shape [${value.shape}]; use reduction 'mean' or 'sum'.`,
  );
}

function computeGradients({ model, loss, penalty }: StepDefinition, { inputs, targets }: Batch) {
  const variables = Object.values(model.variables);
  const { value, grads } = tf.variableGrads(() => {
    const cost = asScalar('loss', loss(targets, model.predict(inputs, { training: true })));
    const penalties = [model.penalty?.(), penalty?.(model.variables)].filter((term) => term !== undefined);
    return penalties.reduce<tf.Scalar>((sum, term) => tf.add(sum, asScalar('penalty', term)), cost);
  }, variables);
  // A variable that the loss does not depend on has no gradient; it then counts as 0.
  const gradients = mapNamed(model.variables, (variable) => grads[variable.name] ?? tf.zerosLike(variable));
  return { loss: value, gradients };
}

/**
 * One step of gradient descent: gradients of the loss, the optimizer's update, new variables and new slots.
 *
 * Built of tensor operations only: nothing is read back and no branch looks at a tensor's value, so equal inputs give
 * equal bits. The variables are assigned in place; the caller disposes the old slots
 * that are not among the new ones.
 *
 * @param learningRate - This step's learning rate, as a tensor.
 * @param momentum - This step's momentum, where the optimizer schedules it.
 */
export function trainingStep(
  definition: StepDefinition,
  slots: NamedTensors,
  batch: Batch,
  learningRate: tf.Scalar,
  momentum?: tf.Scalar,
): StepResult {
  const { model, optimizer } = definition;
  let newSlots: NamedTensors = slots;
  const loss = tf.tidy(() => {
    const { loss: value, gradients } = computeGradients(definition, batch);
    const batchWeight = batch.weight ?? tf.scalar(batch.targets.shape[0] ?? 1);
    const context = { learningRate, momentum, batchWeight, variables: model.variables };
    const result = optimizer.transform.update(gradients, slots, context);
    for (const [name, variable] of Object.entries(model.variables)) {
      const update = result.updates[name];
      if (update) variable.assign(tf.add(variable, update));
    }
    newSlots = mapNamed(result.slots, (slot) => tf.keep(slot));
    return value;
  });
  return { loss, slots: newSlots };
}
