import { type PreparedBackend, prepareBackend } from '@losskit/backends';
import { seededBatches, type Task } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import { adam, cosineDecay, type PenaltyFunction, train, weightsDigest } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { fitsTask, type LossExpression, parseLoss } from '../lossExpression.ts';
import type { CurvePoint, RunRecord } from '../result.ts';
import type { Learner } from './Learner.ts';
import { pictureLearner } from './pictureLearner.ts';
import type { RunRequest } from './RunRequest.ts';
import { regressionLearner } from './regressionLearner.ts';
import { type TaskPlan, taskPlan } from './taskPlan.ts';

/** How a run tells what it does, and how it is stopped. */
export interface RunHooks {
  /** Called once with the backend that was chosen. */
  readonly onBackend?: (backend: PreparedBackend) => void;
  /** Called at every read of the loss. */
  readonly onProgress?: (progress: { step: number; steps: number; loss: number }) => void;
  /** Stops the run after the current step. */
  readonly signal?: AbortSignal | undefined;
}

/** Points on a training curve, at most. */
const CURVE_POINTS = 12;

/** Penalties see the kernels only: shrinking an intercept would pull predictions towards 0, not the model to simple. */
function penaltyOf({ penalties }: LossExpression): PenaltyFunction | undefined {
  if (penalties.length === 0) return undefined;
  return (variables) => {
    const kernels = Object.values(variables).filter(({ rank }) => rank > 1);
    return tf.addN(kernels.flatMap((kernel) => penalties.map((penalty) => penalty.evaluate([kernel]))));
  };
}

function makeLearner(
  task: Task,
  expression: LossExpression,
  plan: TaskPlan,
  { seed, keepPictures }: RunRequest,
): Learner {
  return task.kind === 'regression'
    ? regressionLearner(task, expression, plan, seed)
    : pictureLearner(task, expression, plan, seed, keepPictures);
}

/**
 * Trains one model and measures it: the whole of a comparison is many of these.
 *
 * A loss that stops being finite is a result, not a failure: the record then says `diverged` and why.
 *
 * A run that the signal stopped says `stopped` and holds what it reached.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task.
 */
export async function trainRun(task: Task, request: RunRequest, hooks: RunHooks = {}): Promise<RunRecord> {
  const { seed, learningRate } = request;
  const expression = parseLoss(request.loss);
  if (!fitsTask(expression, task.kind)) {
    throw new LosskitError(
      'option-invalid',
      `train: expected a loss for ${task.kind}, got '${expression.name}'; losskit list shows which fit ${task.name}.`,
    );
  }
  const plan = taskPlan(task, task.split(seed).train.rows, request.epochs);
  const prepared = await prepareBackend(request.backend, plan.workload);
  hooks.onBackend?.(prepared);
  const learner = makeLearner(task, expression, plan, request);
  try {
    return await trainLearner(learner, { task, plan, expression, seed, learningRate, hooks });
  } finally {
    tf.dispose(Object.values(learner.model.variables));
  }
}

interface LearnerRun {
  readonly task: Task;
  readonly plan: TaskPlan;
  readonly expression: LossExpression;
  readonly seed: number;
  readonly learningRate: number;
  readonly hooks: RunHooks;
}

async function trainLearner(learner: Learner, run: LearnerRun): Promise<RunRecord> {
  const { task, plan, expression, seed, learningRate, hooks } = run;
  const { batchSize, epochs } = plan;
  const stepsPerEpoch = Math.ceil(learner.train.rows / batchSize);
  const steps = epochs * stepsPerEpoch;
  // Whole passes, so that every point of the curve averages over the same rows.
  const readEvery = stepsPerEpoch * Math.ceil(epochs / CURVE_POINTS);
  const common = { task: task.name, loss: expression.name, seed, learningRate };
  const curve: CurvePoint[] = [];

  try {
    const progress = train({
      model: learner.model,
      batches: seededBatches(learner.train, { batchSize, seed, epochs }),
      loss: learner.loss,
      penalty: penaltyOf(expression),
      optimizer: adam({ learningRate: cosineDecay({ learningRate, decaySteps: steps }) }),
      readEvery,
      signal: hooks.signal,
    });
    for await (const { step, loss } of progress) {
      hooks.onProgress?.({ step, steps, loss });
      const validation = (await learner.evaluate('validation'))[plan.metric] ?? Number.NaN;
      curve.push({ step, loss, validation });
    }
  } catch (error) {
    if (!(error instanceof LosskitError && error.code === 'loss-not-finite')) throw error;
    const digest = await weightsDigest(learner.model.variables);
    return {
      ...common,
      status: 'diverged',
      reason: error.message,
      steps: error.location.step ?? 0,
      curve,
      validation: {},
      test: {},
      weightsDigest: digest,
    };
  }

  const stepsDone = curve.at(-1)?.step ?? 0;
  const stopped = stepsDone < steps;
  return {
    ...common,
    status: stopped ? 'stopped' : 'finished',
    reason: stopped ? `stopped at step ${stepsDone} of ${steps}` : '',
    steps: stepsDone,
    curve,
    validation: await learner.evaluate('validation'),
    test: await learner.evaluate('test'),
    weightsDigest: await weightsDigest(learner.model.variables),
    ...(await learner.describe()),
  };
}
