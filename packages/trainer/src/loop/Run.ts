import * as tf from '@tensorflow/tfjs-core';

import { type AnyBatch, disposeBatch, holdOn } from '../Batch.ts';
import type { NamedTensors } from '../Model.ts';
import type { PlateauState } from '../schedules/reduceOnPlateau.ts';
import { disposeLosses, disposeReplaced } from '../stepTensors.ts';
import { type StepResult, trainingStep } from '../trainingStep.ts';
import { atStep } from './atStep.ts';
import { EARLY_STOPPING_START, type EarlyStoppingState } from './earlyStopping.ts';
import type { HistoryRow } from './history.ts';
import type { Plan } from './Plan.ts';
import {
  disposeSnapshot,
  type ModelSnapshot,
  restoreModel,
  type Snapshot,
  shareAll,
  snapshotModel,
} from './Snapshot.ts';
import type { StepLosses } from './StepLosses.ts';

/** A step whose loss has not been read yet. */
export interface UnreadStep extends Omit<StepResult, 'slots'> {
  /** Counted from 0. */
  readonly step: number;
  readonly batch: AnyBatch;
}

/** A run under way: what changes from step to step. Its TrainingState is made of this. */
export interface Run {
  readonly plan: Plan;
  /** Steps done. */
  step: number;
  slots: NamedTensors;
  /** Where everything was finite at the last read. */
  checked: Snapshot;
  unread: UnreadStep[];
  /** Losses that have been read but are not in the history yet. */
  pending: StepLosses[];
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
  /** Whether the batches so far had weights. */
  weighted: boolean | undefined;
  /** How often the caller was told something. */
  turn: number;
}

/** A run at its start. */
export function startRun(plan: Plan): Run {
  const { model, optimizer } = plan.definition;
  const slots: NamedTensors = tf.tidy(() => optimizer.transform.init(model.variables));
  return {
    plan,
    step: 0,
    slots,
    checked: { ...snapshotModel(model), slots: shareAll(slots) },
    unread: [],
    pending: [],
    lastLoss: undefined,
    rows: [],
    earlyStopping: EARLY_STOPPING_START,
    plateau: plan.plateau?.schedule.start,
    best: undefined,
    endsAtBest: false,
    skipped: 0,
    skippedInARow: 0,
    weighted: undefined,
    turn: 0,
  };
}

/** Model and slots as they are now. */
export function takeSnapshot({ plan, slots }: Run): Snapshot {
  return { ...snapshotModel(plan.definition.model), slots: shareAll(slots) };
}

/** Puts model and slots back. */
export function restoreSnapshot(run: Run, snapshot: Snapshot): void {
  restoreModel(run.plan.definition.model, snapshot);
  tf.dispose(run.slots);
  run.slots = shareAll(snapshot.slots);
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

/** Weights in some batches only would not compare with the rows that count in the others. */
function checkWeighted(run: Run, batch: AnyBatch): void {
  if (batch.weight) return;
  const weighted = batch.weights !== undefined || batch.mask !== undefined;
  run.weighted ??= weighted;
  if (run.weighted === weighted) return;
  throw new RangeError(
    `train: expected weights or a mask in every batch or in none, got one ${weighted ? 'with' : 'without'} them; ` +
      'weight 1 counts as none.',
  );
}

/** Takes one step; nothing is read. @throws what the model or the loss throws, with the step. */
export function takeStep(run: Run, batch: AnyBatch, squaredNorms: boolean): void {
  const { definition } = run.plan;
  const { optimizer } = definition;
  const learningRate = tf.scalar(learningRateAt(run, run.step));
  const momentum = optimizer.momentum && tf.scalar(optimizer.momentum(run.step));
  const held = holdOn(batch);
  try {
    checkWeighted(run, held);
    const context = { step: run.step, momentum, squaredNorms };
    const { slots, ...result } = trainingStep(definition, run.slots, held, learningRate, context);
    disposeReplaced(run.slots, slots);
    run.slots = slots;
    run.unread.push({ ...result, step: run.step, batch: held });
    run.step += 1;
  } catch (error) {
    disposeBatch(held);
    throw atStep(error, run.step + 1);
  } finally {
    tf.dispose([learningRate, momentum]);
  }
}

/** Frees what unread steps hold. */
export function disposeUnread(unread: readonly UnreadStep[]): void {
  for (const { batch, ...result } of unread) {
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
  disposeUnread(run.unread);
  tf.dispose(run.slots);
  disposeSnapshot(run.checked);
  if (run.best) disposeSnapshot(run.best);
}
