import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { readScalars } from '../engine/readScalars.ts';
import { meanLoss, type StepLosses } from '../engine/StepLosses.ts';
import type { AnyBatch } from '../model/Batch.ts';
import { aliasTensor, listTensors, mapTensors, type Tensors } from '../model/NamedTensors.ts';
import { type TotalLoss, totalLoss } from '../step/totalLoss.ts';
import { atStep } from './atStep.ts';
import { onePass } from './batches/batchesFrom.ts';
import type { MetricFolds } from './foldMetrics.ts';
import type { Plan, ValidationPlan } from './Plan.ts';

/** What a validation gives: `loss`, `loss/<output>` and the metrics, by name. */
export type ValidationValues = Readonly<Record<string, number>>;

/** Outputs and loss of a batch; `kept` takes their tensors, for the caller to dispose. */
function evaluate(
  { definition }: Plan,
  batch: AnyBatch,
  kept: tf.Tensor[],
): TotalLoss & { outputs: Tensors } {
  const found: (TotalLoss & { outputs: Tensors })[] = [];
  tf.tidy(() => {
    const predicted = definition.model.predict(batch.inputs, { training: false });
    const losses = totalLoss(definition, batch, predicted);
    // Aliases, because a model may hand on its inputs or its variables.
    const outputs = mapTensors(predicted, aliasTensor);
    const scalars = [
      losses.total,
      losses.penalty,
      ...losses.terms.flatMap(({ value, weight }) => [value, weight]),
    ];
    for (const tensor of [...listTensors(outputs), ...scalars]) {
      if (tensor instanceof tf.Tensor) kept.push(tf.keep(tensor));
    }
    found.push({ outputs, ...losses });
  });
  const [result] = found;
  if (result) return result;
  throw new ArgumentRangeError('train: expected a model that predicts.');
}

async function validateBatch(
  plan: Plan,
  batch: AnyBatch,
  folds: MetricFolds | undefined,
): Promise<StepLosses> {
  const kept: tf.Tensor[] = [];
  try {
    const { outputs, total, terms, penalty } = evaluate(plan, batch, kept);
    await folds?.update(batch, outputs);
    const parts = [total, penalty, ...terms.flatMap(({ value, weight }) => [value, weight])];
    const numberOf = await readScalars(parts.filter((part) => part instanceof tf.Tensor));
    return {
      total: numberOf(total),
      terms: terms.map(({ value, weight }) => ({ value: numberOf(value), weight: numberOf(weight) })),
      penalty: numberOf(penalty ?? 0),
    };
  } finally {
    tf.dispose(kept);
  }
}

/**
 * The loss and the metrics over a whole set: the loss as in training (weights, outputs, penalties), each
 * batch with the weight that it has, and metrics folded over all batches.
 *
 * @throws RangeError if there is no batch; what a metric, the model or the batches throw, with the step.
 */
export async function validate(
  plan: Plan,
  { batches, metrics }: ValidationPlan,
  step: number,
): Promise<ValidationValues> {
  try {
    const folds = metrics?.create();
    const losses: StepLosses[] = [];
    for await (const batch of onePass(batches, 'validation.batches')) {
      losses.push(await validateBatch(plan, batch, folds));
    }
    const { loss, outputs } = meanLoss(losses, plan.terms);
    const named = Object.entries(outputs).map(([name, value]) => [`loss/${name}`, value]);
    return { loss, ...Object.fromEntries(named), ...folds?.compute() };
  } catch (error) {
    throw atStep(error, step);
  }
}
