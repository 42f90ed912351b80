import type { PreparedBackend } from '@losskit/backends';
import { seededBatches } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import {
  type History,
  type NamedVariables,
  type Progress,
  type TrainingWarning,
  train,
  weightsDigest,
} from '@losskit/trainer';
import { describeSchedule } from '@losskit/trainer/schedules';

import type { CurvePoint, RunRecord } from '../RunRecord.ts';
import { type CheckpointedRun, type Checkpointing, checkpointedRun } from './checkpointedRun.ts';
import { watchConvergence } from './convergence.ts';
import { exactFit } from './exactFit.ts';
import { jackknife } from './jackknife.ts';
import { judge, judgeTrivial, trainedModel, validationMetrics } from './judge.ts';
import { evaluateBy } from './meanLosses.ts';
import { CHUNK } from './predictRows.ts';
import { disposeModel, type PreparedTrial, prepareTrial } from './prepareTrial.ts';
import { runFingerprint } from './runFingerprint.ts';
import type { Trial } from './Trial.ts';
import type { TrialRequest } from './TrialRequest.ts';

/** How a run is made, reports what it does, and is stopped: what decides none of its numbers. */
export interface RunHooks {
  /** Called once with the backend that was chosen. */
  readonly onBackend?: (backend: PreparedBackend) => void;
  /** Called with the step that runs, and why it is not compiled where it was to be; again where that changes. */
  readonly onEngine?: (engine: Progress['engine'], eagerReason: string | undefined) => void;
  /** Called at every point of the curve, after the run was saved. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called with the trained model, before its variables are disposed. */
  readonly onFinished?: (variables: NamedVariables) => Promise<void>;
  /** Threads that share a compiled step; they decide no bits. Default 1. */
  readonly threads?: 1 | 2 | undefined;
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

/** The metric of the panel that a curve shows: what ranks, unless that is a measurement of the trained model. */
function curveMetric({ task }: PreparedTrial): string {
  const isMetric = task.metrics.some(({ name }) => name === task.rankBy.name);
  return isMetric ? task.rankBy.name : task.selectBy.name;
}

function curveOf({ rows }: History, metric: string): CurvePoint[] {
  return rows.flatMap((row) => {
    const { step, loss, [`validation/${metric}`]: validation } = row;
    return step === undefined || loss === undefined || validation === undefined
      ? []
      : [{ step, loss, validation }];
  });
}

interface Trained {
  readonly done: number;
  readonly engine: RunRecord['engine'];
  readonly eagerReason: string | undefined;
  readonly warnings: readonly TrainingWarning[];
  readonly curve: readonly CurvePoint[];
  readonly exact: RunRecord['exact'];
  readonly converged: boolean | null;
}

/** A run under way: what its loop needs. */
interface OpenTrial {
  readonly trial: PreparedTrial;
  readonly request: TrialRequest;
  readonly training: Trial['training'];
  readonly evaluateBy: Trial['evaluateBy'];
  readonly hooks: RunHooks;
  readonly steps: number;
  readonly saved: CheckpointedRun | undefined;
}

/** Trains to the end or to the stop, saving on the way; tells the curve also where training diverges. */
async function trainAndSave(open: OpenTrial, onCurve: (curve: CurvePoint[]) => void): Promise<Trained> {
  const { trial, request, training, hooks, steps, saved } = open;
  const { data, link, model, penalty } = trial;
  const { batchSize, epochs, seed, learningRate } = request;
  // Whole passes, so that every point of the curve averages over the same rows.
  const readEvery = (steps / epochs) * Math.ceil(epochs / CURVE_POINTS);
  const metric = curveMetric(trial);
  let done = saved?.state?.step ?? 0;
  let curve = [...(saved?.curve ?? [])];
  const warnings: TrainingWarning[] = [];
  // A run that had ended takes no step, and was told of before.
  const { engine: earlier } = saved?.state?.progress ?? {};
  let engine: RunRecord['engine'] = earlier === 'compiled' || earlier === 'eager' ? earlier : undefined;
  let told: Progress['engine'] | undefined;
  let eagerReason: string | undefined;
  let checkpoint: string | undefined;
  const convergence = await watchConvergence(trial, steps);

  const progress = train({
    model,
    batches: seededBatches(trial.trainable(data.train), { batchSize, seed, epochs }),
    loss: link.loss,
    penalty,
    optimizer: training.optimizer(training.schedule(learningRate, steps)),
    readEvery,
    validation: {
      batches: seededBatches(trial.trainable(data.validation), {
        batchSize: CHUNK,
        seed: 0,
        epochs: 1,
        shuffle: false,
      }),
      everySteps: readEvery,
      metrics: validationMetrics(trial),
    },
    compile: request.compile,
    threads: hooks.threads,
    signal: hooks.signal,
    ...(saved && {
      // Never stops training: it only remembers which step was best.
      earlyStopping: { monitor: metric, patience: Number.MAX_SAFE_INTEGER, restoreBest: false },
      checkpointEvery: saved.every,
      resume: saved.state,
      onFailure: async (state) => void (await saved.save('emergency', state, curve)),
    }),
  });
  for await (const report of progress) {
    const { step, loss, stopReason, validation, bestStep } = report;
    const isLast = stopReason !== undefined;
    done = step;
    warnings.push(...report.warnings);
    if (told !== report.engine) hooks.onEngine?.(report.engine, report.eagerReason);
    told = report.engine;
    engine = report.engine;
    eagerReason ??= report.eagerReason;
    if (isLast || validation) {
      curve = curveOf(report.history, metric);
      onCurve(curve);
      await convergence.at(step);
    }
    if (saved && (isLast || step % saved.every === 0))
      checkpoint = await saved.save('step', await report.state(), curve);
    if (saved && validation && bestStep === step) await saved.save('best', await report.state(), curve);
    if (!isLast && !validation) continue;
    try {
      hooks.onProgress?.({ step, steps, loss, checkpoint });
    } catch (error) {
      // The original error takes precedence, also where saving fails too.
      await saved?.save('emergency', await report.state(), curve).catch(() => {});
      throw error;
    }
  }
  const trained = { done, engine, eagerReason, warnings, curve };
  if (done < steps) return { ...trained, exact: null, converged: false };
  const exact = await exactFit(trial);
  return { ...trained, exact, converged: await convergence.atEnd(exact?.excess) };
}

function finiteOf(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
}

/** What a run that is over is worth. */
async function judgeTrial(
  { trial, request, steps, hooks, evaluateBy: losses }: OpenTrial,
  { done, engine, eagerReason, warnings, curve, exact, converged }: Trained,
): Promise<RunRecord> {
  const { task, data, model, shape } = trial;
  const isStopped = done < steps;
  if (!isStopped) await hooks.onFinished?.(model.variables);
  const validation = await judge(trial, 'validation');
  const test = await judge(trial, 'test');
  const trained = trainedModel(trial, request.seed);
  const measured = { ...test.values, ...(await task.measure(trained)) };
  const judged = { rows: data.test, predictions: test.predictions };
  const ranking = measured[task.rankBy.name];
  const isRanked = ranking !== undefined && Number.isFinite(ranking);
  return {
    ...commonOf(trial, request),
    status: isStopped ? 'stopped' : isRanked ? 'finished' : 'failed',
    code: isStopped ? 'interrupted' : isRanked ? '' : 'loss-not-finite',
    reason: isStopped
      ? `stopped at step ${done} of ${steps}`
      : isRanked
        ? ''
        : `${task.rankBy.name} is ${String(ranking)} on the test part`,
    steps: done,
    ...(engine && { engine }),
    ...(eagerReason !== undefined && { eagerReason }),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
    curve: [...curve],
    validation: finiteOf(validation.values),
    test: finiteOf(measured),
    converged,
    exact,
    jackknife: task.sampling === 'fixed test' ? jackknife(trial, test.predictions) : [],
    evaluatedBy: await evaluateBy(trial, losses, request.compile),
    weightsDigest: await weightsDigest(model.variables),
    exhibits: await task.describe(trained, judged, shape, request.pictures),
  };
}

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

function commonOf(trial: PreparedTrial, { seed, learningRate }: TrialRequest) {
  return {
    task: trial.task.name,
    loss: trial.loss.name,
    seed,
    learningRate,
    trivial: judgeTrivial(trial),
    initialWeightsDigest: trial.initialWeightsDigest,
  };
}

async function runOpen(open: OpenTrial): Promise<RunRecord> {
  const { trial, request } = open;
  let curve: CurvePoint[] = [];
  try {
    const trained = await trainAndSave(open, (points) => {
      curve = points;
    });
    return await asMeasuring(trial.task.name, () => judgeTrial(open, trained));
  } catch (error) {
    if (!(error instanceof LosskitError && error.code === 'loss-not-finite')) throw error;
    return {
      ...commonOf(trial, request),
      status: 'diverged',
      code: error.code,
      reason: error.message,
      steps: error.location.step ?? 0,
      curve,
      validation: {},
      test: {},
      converged: null,
      exact: null,
      jackknife: [],
      evaluatedBy: {},
      weightsDigest: await weightsDigest(trial.model.variables),
      exhibits: {},
    };
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
