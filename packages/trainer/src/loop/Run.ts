import { typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { type AnyBatch, disposeBatch, retainBatch } from '../model/Batch.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import type { PlateauState } from '../schedules/reduceOnPlateau.ts';
import { inspectStep, type StepInspection } from '../step/inspectStep.ts';
import { disposeLosses, disposeReplaced } from '../step/stepTensors.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import { type StepResult, trainingStep } from '../step/trainingStep.ts';
import { atStep } from './atStep.ts';
import type { BatchPosition } from './batches/batchesFrom.ts';
import { EARLY_STOPPING_START, type EarlyStoppingState } from './earlyStopping.ts';
import type { HistoryRow } from './history.ts';
import type { Plan } from './Plan.ts';
import {
  aliasAll,
  disposeSnapshot,
  type ModelSnapshot,
  restoreModel,
  type Snapshot,
  snapshotModel,
} from './Snapshot.ts';
import type { StepLosses } from './StepLosses.ts';

/** A step whose loss has not been read yet. */
export interface PendingStep extends Omit<StepResult, 'state'> {
  /** Counted from 0. */
  readonly step: number;
  readonly batch: AnyBatch;
}

/** A run under way: what changes from step to step. Its TrainingState is made of this. */
export interface Run {
  readonly plan: Plan;
  /** Steps done. */
  step: number;
  optimizerState: NamedTensors;
  /** Where everything was finite at the last read. */
  checked: Snapshot;
  /** Steps whose loss has not been read yet. */
  pendingSteps: PendingStep[];
  /** Losses that have been read but are not in the history yet. */
  pendingLosses: StepLosses[];
  lastLoss: number | undefined;
  rows: HistoryRow[];
  /** The step at which each pass over the batches began, where passes are counted. */
  passStarts: readonly number[];
  earlyStopping: EarlyStoppingState;
  plateau: PlateauState | undefined;
  best: ModelSnapshot | undefined;
  /** Whether a validation at the end found the last weights to be the best. */
  endsAtBest: boolean;
  /** Steps skipped, ever and in a row. */
  skipped: number;
  skippedInARow: number;
  /** How often progress was reported. */
  turn: number;
  /** Of the first step that is taken, until it is read. */
  inspection: StepInspection | undefined;
  /** What it showed; undefined until then. */
  warnings: readonly TrainingWarning[] | undefined;
}

/** A run at its start. */
export function startRun(plan: Plan): Run {
  const { model, optimizer } = plan.definition;
  const optimizerState: NamedTensors = tf.tidy(() => optimizer.transform.init(model.variables));
  return {
    plan,
    step: 0,
    optimizerState,
    checked: { ...snapshotModel(model), optimizerState: aliasAll(optimizerState) },
    pendingSteps: [],
    pendingLosses: [],
    lastLoss: undefined,
    rows: [],
    passStarts: [0],
    earlyStopping: EARLY_STOPPING_START,
    plateau: plan.plateau?.schedule.start,
    best: undefined,
    endsAtBest: false,
    skipped: 0,
    skippedInARow: 0,
    turn: 0,
    inspection: undefined,
    warnings: undefined,
  };
}

/** Model and optimizer state as they are now. */
export function takeSnapshot({ plan, optimizerState }: Run): Snapshot {
  return { ...snapshotModel(plan.definition.model), optimizerState: aliasAll(optimizerState) };
}

/** Puts model and optimizerState back. */
export function restoreSnapshot(run: Run, snapshot: Snapshot): void {
  restoreModel(run.plan.definition.model, snapshot);
  tf.dispose(run.optimizerState);
  run.optimizerState = aliasAll(snapshot.optimizerState);
}

/** Forgets the snapshot of the last read for one of now. */
export function renewChecked(run: Run): void {
  const old = run.checked;
  run.checked = takeSnapshot(run);
  disposeSnapshot(old);
}

/** The learning rate of a step: the optimizer's, times what the plateau left of its own. */
export function learningRateAt({ plan, plateau }: Run, step: number): number {
  const rate = plan.definition.optimizer.learningRate(step);
  if (typeof rate !== 'number')
    throw typeError('train', `a number as the learning rate of step ${step + 1}`, rate);
  if (!plan.plateau || !plateau) return rate;
  const { learningRate: full } = plan.plateau.schedule.start;
  return plateau.learningRate === full ? rate : rate * (plateau.learningRate / full);
}

/** Where a run is in its batches. */
export function positionOf({ plan, step, passStarts }: Run): BatchPosition {
  const { isCounted } = plan.passes;
  const { stepsPerEpoch = Number.POSITIVE_INFINITY } = plan;
  if (!isCounted && Number.isFinite(stepsPerEpoch)) {
    return { step, epoch: Math.floor(step / stepsPerEpoch), stepOfEpoch: step % stepsPerEpoch };
  }
  // Not the last: the step may be one that is gone back to.
  const epoch = Math.max(
    passStarts.findLastIndex((start) => start <= step),
    0,
  );
  return { step, epoch, stepOfEpoch: step - (passStarts[epoch] ?? 0) };
}

/** Epochs done: with a fraction where their size is known, whole ones where passes are counted. */
export function epochOf(run: Run): number | undefined {
  const { stepsPerEpoch, passes } = run.plan;
  if (stepsPerEpoch !== undefined) return run.step / stepsPerEpoch;
  return passes.isCounted ? positionOf(run).epoch : undefined;
}

/** Takes one step; nothing is read. @throws what the model or the loss throws, with the step. */
export function takeStep(run: Run, batch: AnyBatch, squaredNorms: boolean): void {
  const { definition } = run.plan;
  const { optimizer } = definition;
  const learningRate = tf.scalar(learningRateAt(run, run.step));
  const momentum = optimizer.momentum && tf.scalar(optimizer.momentum(run.step));
  const held = retainBatch(batch);
  try {
    const isFirst = !run.inspection && !run.warnings;
    if (isFirst) run.inspection = inspectStep(definition, held);
    const inspect = isFirst ? run.inspection?.inspect : undefined;
    const context = { step: run.step, momentum, squaredNorms, inspect };
    const { state, ...result } = trainingStep(definition, run.optimizerState, held, learningRate, context);
    disposeReplaced(run.optimizerState, state);
    run.optimizerState = state;
    run.pendingSteps.push({ ...result, step: run.step, batch: held });
    run.step += 1;
  } catch (error) {
    disposeBatch(held);
    throw atStep(error, run.step + 1);
  } finally {
    tf.dispose([learningRate, momentum]);
  }
}

/** Reads what the first step showed, while its batch is held. */
export async function readInspection(run: Run): Promise<void> {
  if (!run.inspection) return;
  run.warnings = await run.inspection.warnings();
  run.inspection.dispose();
  run.inspection = undefined;
}

/** Frees what pending steps hold. */
export function disposePending(steps: readonly PendingStep[]): void {
  for (const { batch, ...result } of steps) {
    disposeLosses(result);
    disposeBatch(batch);
  }
}

/** Frees what the run holds, after the model got its best weights. */
export function closeRun(run: Run): void {
  run.turn = -1;
  if (run.best && !run.endsAtBest) restoreModel(run.plan.definition.model, run.best);
  disposeRun(run);
}

/** Frees what the run holds. */
export function disposeRun(run: Run): void {
  disposePending(run.pendingSteps);
  run.inspection?.dispose();
  tf.dispose(run.optimizerState);
  disposeSnapshot(run.checked);
  if (run.best) disposeSnapshot(run.best);
}
