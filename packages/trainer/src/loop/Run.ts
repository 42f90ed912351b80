import * as tf from '@tensorflow/tfjs-core';

import { type AnyBatch, disposeBatch, retainBatch } from '../model/Batch.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import type { PlateauState } from '../schedules/reduceOnPlateau.ts';
import { disposeLosses, disposeReplaced } from '../step/stepTensors.ts';
import { type StepResult, trainingStep } from '../step/trainingStep.ts';
import { atStep } from './atStep.ts';
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
    earlyStopping: EARLY_STOPPING_START,
    plateau: plan.plateau?.schedule.start,
    best: undefined,
    endsAtBest: false,
    skipped: 0,
    skippedInARow: 0,
    turn: 0,
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
  if (!plan.plateau || !plateau) return rate;
  const { learningRate: full } = plan.plateau.schedule.start;
  return plateau.learningRate === full ? rate : rate * (plateau.learningRate / full);
}

/** The epoch that a step is in, with its fraction, where the batches know it. */
export function epochAt({ stepsPerEpoch }: Plan, step: number): number | undefined {
  return stepsPerEpoch === undefined ? undefined : step / stepsPerEpoch;
}

/** Takes one step; nothing is read. @throws what the model or the loss throws, with the step. */
export function takeStep(run: Run, batch: AnyBatch, squaredNorms: boolean): void {
  const { definition } = run.plan;
  const { optimizer } = definition;
  const learningRate = tf.scalar(learningRateAt(run, run.step));
  const momentum = optimizer.momentum && tf.scalar(optimizer.momentum(run.step));
  const held = retainBatch(batch);
  try {
    const context = { step: run.step, momentum, squaredNorms };
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
  tf.dispose(run.optimizerState);
  disposeSnapshot(run.checked);
  if (run.best) disposeSnapshot(run.best);
}
