import { typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { EagerSteps } from '../engine/EagerSteps.ts';
import type { Evaluator } from '../engine/Evaluator.ts';
import { disposeSnapshot, type ModelSnapshot, restoreModel } from '../engine/Snapshot.ts';
import type { EngineName, SavedState, StepBatches, StepEngine, StepRequest } from '../engine/StepEngine.ts';
import type { StepLosses } from '../engine/StepLosses.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import type { PlateauState } from '../schedules/reduceOnPlateau.ts';
import { inspectStep, type StepInspection } from '../step/inspectStep.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import { atStep } from './atStep.ts';
import type { BatchPosition } from './batches/batchesFrom.ts';
import { EARLY_STOPPING_START, type EarlyStoppingState } from './earlyStopping.ts';
import type { HistoryRow } from './history.ts';
import type { Plan } from './Plan.ts';
import type { ValidationFacts } from './validationOf.ts';

/** A run under way: what changes from step to step. Its TrainingState is made of this. */
export interface Run {
  readonly plan: Plan;
  /** Steps done. */
  step: number;
  engine: StepEngine;
  /** Why the engine is the eager one, where another was wanted. */
  eagerReason: string | undefined;
  /** The one of them that was reported. */
  toldReason: string | undefined;
  /** Why there is one thread where two are wanted. */
  oneThreadReason: string | undefined;
  /** Shapes of the batches that a compiled engine had so far. */
  batchShapes: readonly string[];
  /** The engine of the state that the run goes on from. */
  resumedEngine: EngineName | undefined;
  /** Where everything was finite at the last read. */
  checked: SavedState;
  /** Steps whose loss has not been read yet. */
  pendingSteps: StepRequest[];
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
  /** Warnings that no progress has told of, beside those. */
  untold: TrainingWarning[];
  /** Of the validation set, from the first validation with the engine on. */
  evaluator: Evaluator<ValidationFacts> | undefined;
}

/** A run at its start. */
export function startRun(plan: Plan): Run {
  const { model, optimizer } = plan.definition;
  const optimizerState: NamedTensors = tf.tidy(() => optimizer.transform.init(model.variables));
  const engine = new EagerSteps(plan.definition, optimizerState);
  return {
    plan,
    step: 0,
    engine,
    eagerReason: undefined,
    toldReason: undefined,
    oneThreadReason: 'steps that are not compiled take one',
    batchShapes: [],
    resumedEngine: undefined,
    checked: engine.save(),
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
    untold: [],
    evaluator: undefined,
  };
}

/** Forgets the state of the last read for that of now. */
export function renewChecked(run: Run): void {
  run.checked.dispose();
  run.checked = run.engine.save();
}

/** Lets another engine take the steps from here on; all taken so far have been read. */
export function changeEngine(run: Run, engine: StepEngine): void {
  run.checked.dispose();
  run.engine.dispose();
  run.engine = engine;
  run.evaluator = undefined;
  run.checked = engine.save();
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

/** The steps from one on, counted from 0, that batches are for. */
function requestFor(
  run: Run,
  step: number,
  batches: StepBatches,
  isMeasured: (step: number) => boolean,
): StepRequest {
  const { momentum } = run.plan.definition.optimizer;
  const end = step + batches.count;
  const learningRates: number[] = [];
  const momenta: number[] = [];
  for (let next = step; next < end; next++) {
    learningRates.push(learningRateAt(run, next));
    if (momentum) momenta.push(momentum(next));
  }
  return {
    step,
    batches,
    learningRates,
    momenta: momentum ? momenta : undefined,
    squaredNorms: isMeasured(end),
  };
}

/**
 * Takes the next steps; nothing is read.
 *
 * @param isMeasured - Whether gradients, weights and updates of a step, counted from 1, are measured.
 * @throws what the model or the loss throws, with the step.
 */
export function takeSteps(
  run: Run,
  batches: readonly StepBatches[],
  isMeasured: (step: number) => boolean,
): void {
  try {
    let end = run.step;
    const requests = batches.map((group) => {
      end += group.count;
      return requestFor(run, end - group.count, group, isMeasured);
    });
    const [first] = batches;
    const isFirst = first !== undefined && !run.inspection && !run.warnings;
    if (isFirst) run.inspection = inspectStep(run.plan.definition, first.tensors(0));
    run.engine.take(requests, isFirst ? run.inspection?.inspect : undefined);
    run.pendingSteps.push(...requests);
    run.step = end;
  } catch (error) {
    for (const group of batches) group.dispose();
    throw atStep(error, run.step + 1);
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
export function disposePending(steps: readonly StepRequest[]): void {
  for (const { batches } of steps) batches.dispose();
}

/** Frees what the run holds, after the model got its last weights, or its best. */
export function closeRun(run: Run): void {
  run.turn = -1;
  run.engine.publish();
  if (run.best && !run.endsAtBest) restoreModel(run.plan.definition.model, run.best);
  disposeRun(run);
}

/** Frees what the run holds. */
export function disposeRun(run: Run): void {
  disposePending(run.pendingSteps);
  run.inspection?.dispose();
  run.checked.dispose();
  run.engine.dispose();
  if (run.best) disposeSnapshot(run.best);
}
