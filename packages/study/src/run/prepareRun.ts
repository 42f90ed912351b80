import { type PreparedBackend, prepareBackend } from '@losskit/backends';
import type { Task } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import type { PenaltyFunction } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { fitsTask, type LossExpression, parseLoss } from '../lossExpression.ts';
import type { Learner } from './Learner.ts';
import { pictureLearner } from './pictureLearner.ts';
import type { RunRequest } from './RunRequest.ts';
import { regressionLearner } from './regressionLearner.ts';
import { type TaskPlan, taskPlan } from './taskPlan.ts';

/** A run that is ready to take its first step. */
export interface PreparedRun {
  readonly expression: LossExpression;
  readonly plan: TaskPlan;
  readonly prepared: PreparedBackend;
  /** Whoever prepared the run disposes its variables. */
  readonly learner: Learner;
}

/** Penalties see the kernels only: shrinking an intercept would pull predictions towards 0, not the model to simple. */
export function penaltyOf({ penalties }: LossExpression): PenaltyFunction | undefined {
  if (penalties.length === 0) return undefined;
  return (variables) => {
    const kernels = Object.values(variables).filter(({ rank }) => rank > 1);
    return tf.addN(kernels.flatMap((kernel) => penalties.map((penalty) => penalty.evaluate([kernel]))));
  };
}

/**
 * Splits the data, selects the backend and makes the model.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task.
 */
export async function prepareRun(
  task: Task,
  request: Omit<RunRequest, 'learningRate'>,
  onBackend?: (backend: PreparedBackend) => void,
): Promise<PreparedRun> {
  const { seed, keepPictures } = request;
  const expression = parseLoss(request.loss);
  if (!fitsTask(expression, task.kind)) {
    throw new LosskitError(
      'option-invalid',
      `train: expected a loss for ${task.kind}, got '${expression.name}'; losskit list shows which fit ${task.name}.`,
    );
  }
  const plan = taskPlan(task, task.split(seed).train.rows, request.epochs);
  const prepared = await prepareBackend(request.backend, plan.workload);
  onBackend?.(prepared);
  const learner =
    task.kind === 'regression'
      ? regressionLearner(task, expression, plan, seed)
      : pictureLearner(task, expression, plan, seed, keepPictures);
  return { expression, plan, prepared, learner };
}
