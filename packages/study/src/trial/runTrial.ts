import { LosskitError } from '@losskit/errors';
import { describeSchedule } from '@losskit/trainer/schedules';

import type { CurvePoint, RunRecord } from '../RunRecord.ts';
import { checkpointedRun } from './checkpointedRun.ts';
import { divergedTrial, judgeTrial, scoreTrial } from './judgeTrial.ts';
import type { OpenTrial, RunHooks } from './OpenTrial.ts';
import { disposeModel, prepareTrial } from './prepareTrial.ts';
import { runFingerprint } from './runFingerprint.ts';
import type { Trial } from './Trial.ts';
import type { TrialRequest } from './TrialRequest.ts';
import { trainAndSave } from './trainAndSave.ts';

/** What a metric, or the task's own `measure` or `describe`, throws is told as such. */
async function asMeasuring<Result>(task: string, judge: () => Promise<Result>): Promise<Result> {
  try {
    return await judge();
  } catch (cause) {
    if (cause instanceof LosskitError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new LosskitError('step-failed', `task ${task}: measuring threw: ${message}`, {}, { cause });
  }
}

async function runOpen(open: OpenTrial): Promise<RunRecord> {
  const { trial, request, hooks, steps } = open;
  let curve: CurvePoint[] = [];
  try {
    const trained = await trainAndSave(open, (points) => {
      curve = points;
    });
    const { variables, nonTrainableVariables = {} } = trial.model;
    if (trained.done === steps) await hooks.onFinished?.(variables, nonTrainableVariables);
    const measure = request.purpose === 'verdict' ? judgeTrial : scoreTrial;
    return await asMeasuring(trial.task.name, () => measure(open, trained));
  } catch (error) {
    if (!(error instanceof LosskitError && error.code === 'loss-not-finite')) throw error;
    return await divergedTrial(open, error, curve);
  }
}

/**
 * Trains one model with one loss and measures it: the whole of a comparison is many of these.
 *
 * A loss that stops being finite is a result, not a failure: the record then says `diverged` and why. A run that the signal
 * stopped says `stopped` and holds what it reached.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task; `checkpoint-mismatch`, naming the differences, if the
 *   run to go on with was another; `file-unwritable` for a checkpoint that cannot be written; what the task's data, model, loss or
 *   metrics throw.
 */
export async function runTrial(
  trial: Trial,
  request: TrialRequest,
  hooks: RunHooks = {},
): Promise<RunRecord> {
  const prepared = await prepareTrial(trial, request, hooks.onBackend);
  try {
    const steps = request.epochs * Math.ceil(prepared.data.train.rows / request.batchSize);
    const { optimizer, schedule } = trial.training;
    const rates = schedule(request.learningRate, steps);
    const described = { optimizer: optimizer(rates).description, schedule: describeSchedule(rates) };
    const saved =
      hooks.checkpointing &&
      checkpointedRun(hooks.checkpointing, await runFingerprint(prepared, request, steps, described), steps);
    const { training, evaluateBy: losses } = trial;
    return await runOpen({ trial: prepared, request, training, evaluateBy: losses, hooks, steps, saved });
  } finally {
    disposeModel(prepared.model);
  }
}
