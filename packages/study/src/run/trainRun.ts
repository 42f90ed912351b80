import type { PreparedBackend } from '@losskit/backends';
import { seededBatches, type Task } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import { adam, cosineDecay, type NamedVariables, train, weightsDigest } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { LossExpression } from '../lossExpression.ts';
import type { CurvePoint, RunRecord } from '../result.ts';
import { describeRun } from './describeRun.ts';
import { type Checkpointing, type KeptRun, keepRun } from './keepRun.ts';
import type { Learner } from './Learner.ts';
import { penaltyOf, prepareRun } from './prepareRun.ts';
import type { RunRequest } from './RunRequest.ts';
import { higherIsBetter } from './taskMetrics.ts';
import type { TaskPlan } from './taskPlan.ts';

/** How a run tells what it does, and how it is stopped. */
export interface RunHooks {
  /** Called once with the backend that was chosen. */
  readonly onBackend?: (backend: PreparedBackend) => void;
  /** Called at every point of the curve, after the run was saved. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called with the trained model, before its variables are disposed. */
  readonly onFinished?: (variables: NamedVariables) => Promise<void>;
  /** Stops the run after the current step. */
  readonly signal?: AbortSignal | undefined;
  /** Saves the run as it goes. Default: it is not saved. */
  readonly checkpointing?: Checkpointing | undefined;
}

/** How far a run is. */
export interface RunProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** The newest checkpoint, where the run is saved. */
  readonly checkpoint: string | undefined;
}

/** Points on a training curve, at most. */
const CURVE_POINTS = 12;

/**
 * Trains one model and measures it: the whole of a comparison is many of these.
 *
 * A loss that stops being finite is a result, not a failure: the record then says `diverged` and why.
 *
 * A run that the signal stopped says `stopped` and holds what it reached.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task; `checkpoint-mismatch`, naming the differences, if the
 *   run to go on with was another; `file-unwritable` for a checkpoint that cannot be written.
 */
export async function trainRun(task: Task, request: RunRequest, hooks: RunHooks = {}): Promise<RunRecord> {
  const { seed, learningRate } = request;
  const { expression, plan, prepared, learner } = await prepareRun(task, request, hooks.onBackend);
  try {
    const stepsPerEpoch = Math.ceil(learner.train.rows / plan.batchSize);
    const steps = plan.epochs * stepsPerEpoch;
    const kept =
      hooks.checkpointing &&
      keepRun(hooks.checkpointing, await describeRun(task, plan, steps, request, prepared), steps);
    return await trainLearner(learner, { task, plan, expression, seed, learningRate, hooks, steps, kept });
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
  readonly steps: number;
  readonly kept: KeptRun | undefined;
}

/** The steps with a point of the curve: whole passes, so that every point averages over the same rows. */
function curveEvery({ plan, steps }: LearnerRun): number {
  return (steps / plan.epochs) * Math.ceil(plan.epochs / CURVE_POINTS);
}

/** Trains to the end or to the stop, saving on the way. Adds to the curve, and returns the steps done. */
async function trainAndSave(learner: Learner, run: LearnerRun, curve: CurvePoint[]): Promise<number> {
  const { task, plan, expression, seed, learningRate, hooks, steps, kept } = run;
  const readEvery = curveEvery(run);
  const isHigherBetter = higherIsBetter(task, plan.metric);
  const isBetter = (value: number, than: number | null) =>
    Number.isFinite(value) && (than === null || (isHigherBetter ? value > than : value < than));
  let best = kept?.memory.best ?? null;
  // A point that is there only because the run was stopped is none of the run that goes on.
  const isRegular = (step: number) => step % readEvery === 0 || step === steps;
  const remembered = () => ({ best, curve: curve.filter(({ step }) => isRegular(step)) });
  let done = kept?.state?.step ?? 0;
  let checkpoint: string | undefined;

  const progress = train({
    model: learner.model,
    batches: seededBatches(learner.train, { batchSize: plan.batchSize, seed, epochs: plan.epochs }),
    loss: learner.loss,
    penalty: penaltyOf(expression),
    optimizer: adam({ learningRate: cosineDecay({ learningRate, decaySteps: steps }) }),
    readEvery,
    signal: hooks.signal,
    ...(kept && {
      checkpointEvery: kept.every,
      resume: kept.state,
      onFailure: async (state) => void (await kept.save('emergency', state, remembered())),
    }),
  });
  for await (const told of progress) {
    const { step, loss, stopReason } = told;
    const isLast = stopReason !== undefined;
    done = step;
    let isBest = false;
    if (isLast || isRegular(step)) {
      const validation = (await learner.evaluate('validation'))[plan.metric] ?? Number.NaN;
      curve.push({ step, loss, validation });
      isBest = isRegular(step) && isBetter(validation, best);
      if (isBest) best = validation;
    }
    const isDue = kept !== undefined && (isLast || step % kept.every === 0);
    if (isDue) checkpoint = await kept.save('step', await told.state(), remembered());
    if (isBest) await kept?.save('best', await told.state(), remembered());
    if (!isLast && !isRegular(step)) continue;
    try {
      hooks.onProgress?.({ step, steps, loss, checkpoint });
    } catch (error) {
      // The failure is the one to hear of, also where saving fails too.
      await kept?.save('emergency', await told.state(), remembered()).catch(() => {});
      throw error;
    }
  }
  return done;
}

async function trainLearner(learner: Learner, run: LearnerRun): Promise<RunRecord> {
  const { task, expression, seed, learningRate, hooks, steps, kept } = run;
  const common = { task: task.name, loss: expression.name, seed, learningRate };
  const curve = [...(kept?.memory.curve ?? [])];
  let done = 0;
  try {
    done = await trainAndSave(learner, run, curve);
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

  const stopped = done < steps;
  if (!stopped) await hooks.onFinished?.(learner.model.variables);
  return {
    ...common,
    status: stopped ? 'stopped' : 'finished',
    reason: stopped ? `stopped at step ${done} of ${steps}` : '',
    steps: done,
    curve,
    validation: await learner.evaluate('validation'),
    test: await learner.evaluate('test'),
    weightsDigest: await weightsDigest(learner.model.variables),
    ...(await learner.describe()),
  };
}
