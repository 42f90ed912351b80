import type { LosskitError } from '@losskit/errors';
import { weightsDigest } from '@losskit/trainer';

import type { CurvePoint, RunRecord } from '../RunRecord.ts';
import { jackknife } from './jackknife.ts';
import { judge, judgeTrivial, trainedModel } from './judge.ts';
import { evaluateBy } from './meanLosses.ts';
import type { OpenTrial, Trained } from './OpenTrial.ts';

/** Of a run that is not measured on the test part. */
const UNTESTED = { test: {}, jackknife: [], evaluatedBy: {}, exhibits: {} };

/** What is said of any run, also of one that diverges. */
async function commonOf({ trial, request: { seed, learningRate, purpose } }: OpenTrial) {
  return {
    task: trial.task.name,
    loss: trial.loss.name,
    seed,
    learningRate,
    trivial: purpose === 'verdict' ? judgeTrivial(trial) : {},
    initialWeightsDigest: trial.initialWeightsDigest,
    weightsDigest: await weightsDigest(trial.model.variables),
  };
}

function finiteOf(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
}

/** How a run ended, by the metric that it was for. */
function endOf(
  { steps }: OpenTrial,
  done: number,
  [metric, part, value]: readonly [metric: string, part: string, value: number | undefined],
): Pick<RunRecord, 'status' | 'code' | 'reason'> {
  if (done < steps)
    return { status: 'stopped', code: 'interrupted', reason: `stopped at step ${done} of ${steps}` };
  if (value !== undefined && Number.isFinite(value)) return { status: 'finished', code: '', reason: '' };
  return { status: 'failed', code: 'loss-not-finite', reason: `${metric} is ${value} on the ${part} part` };
}

/** What is said of a run that was not given up, however it is measured. */
async function trainedOf(open: OpenTrial, trained: Trained) {
  const { done, engine, eagerReason, warnings, curve, exact, converged } = trained;
  return {
    ...(await commonOf(open)),
    steps: done,
    ...(engine && { engine }),
    ...(eagerReason !== undefined && { eagerReason }),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
    curve: [...curve],
    converged,
    exact,
  };
}

/** The record of a run for a search: what its model is worth on the validation part. */
export async function scoreTrial(open: OpenTrial, trained: Trained): Promise<RunRecord> {
  const { trial } = open;
  const { values } = await judge(trial, 'validation');
  const metric = trial.task.selectBy.name;
  return {
    ...(await trainedOf(open, trained)),
    ...endOf(open, trained.done, [metric, 'validation', values[metric]]),
    ...UNTESTED,
    validation: finiteOf(values),
  };
}

/** The whole record of a run: what its model is worth on each part. */
export async function judgeTrial(open: OpenTrial, trained: Trained): Promise<RunRecord> {
  const { trial, request, evaluateBy: losses } = open;
  const { task, data, shape } = trial;
  const validation = await judge(trial, 'validation');
  const test = await judge(trial, 'test');
  const trainedOne = trainedModel(trial, request.seed);
  const measured = { ...test.values, ...(await task.measure(trainedOne)) };
  const judged = { rows: data.test, predictions: test.predictions };
  const ranking = task.rankBy.name;
  return {
    ...(await trainedOf(open, trained)),
    ...endOf(open, trained.done, [ranking, 'test', measured[ranking]]),
    validation: finiteOf(validation.values),
    test: finiteOf(measured),
    jackknife: task.sampling === 'fixed test' ? jackknife(trial, test.predictions) : [],
    evaluatedBy: await evaluateBy(trial, losses, request.compile),
    exhibits: await task.describe(trainedOne, judged, shape, request.pictures),
  };
}

/** The record of a run whose loss stopped being finite. */
export async function divergedTrial(
  open: OpenTrial,
  { code, message, location }: LosskitError,
  curve: CurvePoint[],
): Promise<RunRecord> {
  return {
    ...(await commonOf(open)),
    ...UNTESTED,
    status: 'diverged',
    code,
    reason: message,
    steps: location.step ?? 0,
    curve,
    validation: {},
    converged: null,
    exact: null,
  };
}
