import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../model/Batch.ts';
import {
  aliasTensor,
  mapNamed,
  type NamedTensors,
  type NamedVariables,
  type Tensors,
} from '../model/NamedTensors.ts';
import type { Optimizer } from '../optimizers/Optimizer.ts';
import { freeGradientTape } from './freeGradientTape.ts';
import type { WeightedMean } from './SumAndWeight.ts';
import { type LossDefinition, type TotalLoss, totalLoss } from './totalLoss.ts';

/** What a step needs beside optimizer state and batch; the same for all steps. */
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
  /** Looks at the step before its gradients are computed, while their tape is recorded; may throw. */
  readonly inspect?: ((forward: StepForward) => void) | undefined;
}

/** What a step has computed before its gradients. */
export interface StepForward {
  readonly outputs: Tensors;
  /** In the order of the terms of the loss. */
  readonly terms: readonly WeightedMean[];
}

/** The loss before the update, and the new optimizer state. */
export interface StepResult {
  readonly loss: tf.Scalar;
  /** The losses that make up `loss`; a single one without penalty is `loss` itself. */
  readonly terms: readonly WeightedMean[];
  readonly penalty: tf.Scalar | undefined;
  readonly state: NamedTensors;
  /** ‖θ‖² before the update, ‖g‖² and ‖Δθ‖² of each variable, where asked for: shape [3, variables]. */
  readonly squaredNorms: tf.Tensor2D | undefined;
}

/** Gradients by variable name and the loss that they are of. */
export interface LossGradients extends TotalLoss {
  readonly gradients: NamedTensors;
}

/** The variables that the optimizer changes. */
export function trainedVariables({
  model,
  optimizer: { isFrozen },
}: Pick<StepDefinition, 'model' | 'optimizer'>): NamedVariables {
  return Object.fromEntries(
    Object.entries(model.variables).filter(
      ([name, variable]) => variable.trainable && !isFrozen?.(name, variable),
    ),
  );
}

/** Computes at the point where the optimizer takes gradients, and puts the variables back. */
function atGradientPoint<Result>(
  { model: { variables }, optimizer: { transform } }: StepDefinition,
  state: NamedTensors,
  compute: () => Result,
): Result {
  if (!transform.gradientPoint) return compute();
  const before = mapNamed(variables, aliasTensor);
  const assign = (values: NamedTensors) => {
    for (const [name, value] of Object.entries(values)) variables[name]?.assign(value);
  };
  try {
    assign(transform.gradientPoint(variables, state));
    return compute();
  } finally {
    assign(before);
  }
}

/**
 * The loss of a batch in training, and its gradients. To be called in a `tf.tidy`.
 *
 * @param state - The optimizer's.
 * @param kept - Takes the tensors that outlive the tidy beside the total; the caller disposes them.
 */
export function lossGradients(
  definition: StepDefinition,
  state: NamedTensors,
  batch: AnyBatch,
  context: Pick<StepContext, 'step' | 'inspect'>,
  kept: tf.Tensor[],
): LossGradients {
  return atGradientPoint(definition, state, () => gradientsHere(definition, batch, context, kept));
}

function gradientsHere(
  definition: StepDefinition,
  batch: AnyBatch,
  { step = 0, inspect }: Pick<StepContext, 'step' | 'inspect'>,
  kept: tf.Tensor[],
): LossGradients {
  const { model } = definition;
  const { isFrozen } = definition.optimizer;
  const parts: Omit<TotalLoss, 'total'>[] = [];
  const { value, grads } = tf.variableGrads(
    () => {
      const outputs = model.predict(batch.inputs, { training: true, step, drawingStep: step, isFrozen });
      const { total, terms, penalty } = totalLoss(definition, batch, outputs);
      // What variableGrads doesn't return, it disposes.
      for (const tensor of [...terms.flatMap((term) => [term.value, term.weight]), penalty]) {
        if (tensor instanceof tf.Tensor && tensor !== total) kept.push(tf.keep(tensor));
      }
      parts.push({ terms, penalty });
      inspect?.({ outputs, terms });
      return total;
    },
    Object.values(trainedVariables(definition)),
  );
  // A variable that is frozen, or that the loss does not depend on, has no gradient; it then counts as 0.
  const gradients = mapNamed(model.variables, (variable) => grads[variable.name] ?? tf.zerosLike(variable));
  const { terms = [], penalty } = parts[0] ?? {};
  return { total: value, terms, penalty, gradients };
}

/**
 * What the batch counts among others when their gradients are added up. Weights that are numbers follow from
 * shapes alone, so those of several terms keep their ratio from batch to batch, and any of them will do.
 */
function batchWeightOf(terms: readonly WeightedMean[]): tf.Scalar {
  const [first] = terms;
  const byShape = terms.every(({ weight }) => typeof weight === 'number');
  if (!first || !(terms.length === 1 || byShape)) {
    throw new ArgumentRangeError(
      'train: expected one weight of the batch to add gradients up by, got terms that are weighted each by itself; use one ' +
        'batchLoss that gives their common sum and weight.',
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
 * One step of gradient descent: gradients of the loss, the optimizer's update, new variables and new state.
 *
 * Built of tensor operations only: nothing is read back and no branch looks at a tensor's value, so equal
 * inputs give equal bits. The variables are assigned in place; the caller disposes the old state's tensors
 * that are not among the new ones, and those of the result.
 *
 * @param learningRate - This step's learning rate, as a tensor.
 */
export function trainingStep(
  definition: StepDefinition,
  state: NamedTensors,
  batch: AnyBatch,
  learningRate: tf.Scalar,
  { step, inspect, momentum, squaredNorms: wantsNorms = false }: StepContext = {},
): StepResult {
  const { model, optimizer } = definition;
  const kept: tf.Tensor[] = [];
  try {
    let parts: Omit<StepResult, 'loss'> = { terms: [], penalty: undefined, state, squaredNorms: undefined };
    const loss = tf.tidy(() => {
      const context = { step, inspect };
      const { total, terms, penalty, gradients } = lossGradients(definition, state, batch, context, kept);
      const result = optimizer.transform.update(gradients, state, {
        learningRate,
        momentum,
        variables: model.variables,
        // Only what adds up gradients asks for it.
        get batchWeight() {
          return batchWeightOf(terms);
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
      parts = { terms, penalty, state: mapNamed(result.state, (tensor) => tf.keep(tensor)), squaredNorms };
      return total;
    });
    return { loss, ...parts };
  } catch (error) {
    freeGradientTape();
    tf.dispose(kept);
    throw error;
  }
}
