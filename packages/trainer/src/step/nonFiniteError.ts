import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../model/Batch.ts';
import { mapNamed, type NamedTensors, type Tensors } from '../model/NamedTensors.ts';
import type { BatchLoss } from './batchLoss.ts';
import { lossTerms } from './lossTerms.ts';
import { targetProblem } from './targetProblem.ts';
import { lossGradients, type StepDefinition } from './trainingStep.ts';

/** What is known about a step that gave a number that is not finite. The model is as before the step. */
export interface NonFiniteStep {
  readonly definition: StepDefinition;
  /** Of the optimizer, before the step. */
  readonly optimizerState: NamedTensors;
  readonly batch: AnyBatch;
  /** Counted from 0. */
  readonly step: number;
  readonly loss: number;
  /** The first variable that the update made non-finite. */
  readonly brokenVariable: string | undefined;
  readonly lastFiniteLoss: number | undefined;
  readonly learningRate: number;
}

async function firstNonFinite(tensor: tf.Tensor): Promise<{ index: number; value: number } | undefined> {
  const values = await tensor.data();
  const index = values.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? undefined : { index, value: values[index] ?? Number.NaN };
}

function namedParts(part: string, tensors: Tensors | undefined): [string, tf.Tensor][] {
  if (tensors === undefined) return [];
  if (tensors instanceof tf.Tensor) return [[part, tensors]];
  return Object.entries(tensors).map(([name, tensor]) => [`${part} '${name}'`, tensor]);
}

/** Says where a non-finite number of a batch stands, or undefined when all are finite. */
async function faultOfBatch({ inputs, targets, weights, indices }: AnyBatch): Promise<string | undefined> {
  const parts = [
    ...namedParts('inputs', inputs),
    ...namedParts('targets', targets),
    ...namedParts('weights', weights),
  ];
  for (const [part, tensor] of parts) {
    const found = await firstNonFinite(tensor);
    if (!found) continue;
    const rowSize = Math.max(tensor.size / (tensor.shape[0] ?? 1), 1);
    const row = Math.floor(found.index / rowSize);
    const place = indices?.[row] === undefined ? '' : ` (row ${indices[row]} of the data)`;
    return `row ${row} of the batch's ${part}${place} holds ${found.value}; clean the data`;
  }
  return undefined;
}

/** Says which target a term is not made for, which makes some losses NaN; undefined where none says so. */
async function faultOfTargets({ definition, batch }: NonFiniteStep): Promise<string | undefined> {
  if (batch.mask) return undefined;
  const found: { loss: BatchLoss; targets: tf.Tensor; predictionShape: number[] }[] = [];
  tf.tidy(() => {
    const outputs = definition.model.predict(batch.inputs, { training: false });
    for (const { loss } of lossTerms(definition.loss)) {
      const { targets, prediction } = loss.compared(outputs, batch) ?? {};
      if (targets && prediction) found.push({ loss, targets, predictionShape: prediction.shape });
    }
  });
  for (const { loss, targets, predictionShape } of found) {
    const { facts, ignoreIndex } = loss;
    const { shape } = targets;
    const values = await targets.data();
    const problem = targetProblem({ kind: facts.target, values, shape, predictionShape, ignoreIndex });
    if (problem !== undefined) return `'${loss.name}' takes ${problem}`;
  }
  return undefined;
}

/** The first of some tensors that holds a number that is not finite. */
export async function firstOfNamed(
  tensors: NamedTensors,
  names: readonly string[] = Object.keys(tensors),
): Promise<{ name: string; value: number } | undefined> {
  for (const name of names) {
    const tensor = tensors[name];
    const found = tensor && (await firstNonFinite(tensor));
    if (found) return { name, value: found.value };
  }
  return undefined;
}

/** The first gradient of the step that is not finite. */
async function faultOfGradients({ definition, optimizerState, batch, step }: NonFiniteStep) {
  const kept: tf.Tensor[] = [];
  try {
    const gradients = tf.tidy(() =>
      mapNamed(lossGradients(definition, optimizerState, batch, { step }, kept).gradients, tf.keep),
    );
    kept.push(...Object.values(gradients));
    return await firstOfNamed(gradients);
  } finally {
    tf.dispose(kept);
  }
}

function rowsOf({ indices }: AnyBatch): string {
  if (!indices || indices.length === 0) return '';
  const shown = Array.from({ length: Math.min(indices.length, 8) }, (_, place) => indices[place]);
  return `, on rows ${shown.join(', ')}${indices.length > shown.length ? ', …' : ''} of the data`;
}

function after(lastFiniteLoss: number | undefined, step: number): string {
  if (lastFiniteLoss !== undefined) return `after a loss of ${lastFiniteLoss.toPrecision(4)}`;
  return step === 0 ? 'at the first step' : 'with no finite loss before';
}

/** Finds out why a step is not finite: names the first bad tensor and what to try. */
export async function nonFiniteError(fault: NonFiniteStep): Promise<LosskitError> {
  const { definition, batch, step, loss, brokenVariable, lastFiniteLoss, learningRate } = fault;
  const fromData =
    (await faultOfBatch(batch)) ?? (Number.isFinite(loss) ? undefined : await faultOfTargets(fault));
  const variable = await firstOfNamed(definition.model.variables);
  const gradient = Number.isFinite(loss) ? await faultOfGradients(fault) : undefined;
  const lower = `lower the learning rate (now ${learningRate})`;

  function what(): string {
    if (!Number.isFinite(loss)) return `a finite loss, got ${loss}`;
    if (gradient) return `a finite gradient of '${gradient.name}', got ${gradient.value}`;
    return `finite weights after the update, got others in '${brokenVariable}'`;
  }
  function cause(): string {
    if (fromData) return fromData;
    if (variable)
      return `the variable '${variable.name}' is not finite; ${lower}, or repair the initial weights`;
    if (!Number.isFinite(loss)) {
      return `batch and variables are finite, so the loss itself overflowed; ${lower}, or use a loss that is stable there`;
    }
    if (gradient) {
      return `loss, batch and variables are finite, so a slope overflowed or does not exist; ${lower}, or use an operation that has one there`;
    }
    return `the gradients are finite, so the update overflowed; ${lower}`;
  }
  return new LosskitError(
    'loss-not-finite',
    `train: expected ${what()} at step ${step + 1}${rowsOf(batch)}, ${after(lastFiniteLoss, step)}: ${cause()}.`,
    { step: step + 1 },
  );
}
