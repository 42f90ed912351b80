import { ArgumentRangeError } from '@losskit/errors';
import { meanLoss } from '../engine/StepLosses.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import { exportState } from './exportState.ts';
import type { FlushedSteps } from './flushPendingSteps.ts';
import { history, historyRow } from './history.ts';
import { applyValidation, earlyStoppingAfter } from './monitors.ts';
import type { Progress, StopReason } from './Progress.ts';
import { epochOf, learningRateAt, type Run } from './Run.ts';
import type { ValidationValues } from './validate.ts';

/** What happened at the step that is reported. */
export interface StepReport {
  readonly flushed: FlushedSteps;
  /** Whether this step gets a row in the history; the end of training gets one that a resumed run forgets. */
  readonly isRegular: boolean;
  readonly values: ValidationValues | undefined;
  /** Whether the validation was due at this step, and not just at the end. */
  readonly isRegularValidation: boolean;
  readonly stopReason: StopReason | undefined;
}

/** Of a run that goes on with other bits than it began with. */
function engineWarning({ engine, resumedEngine }: Run): TrainingWarning[] {
  if (resumedEngine === undefined || resumedEngine === engine.name) return [];
  const message = `train: expected steps that are ${resumedEngine}, as in the state to resume, got ${engine.name} ones; the last bits of what follows may differ.`;
  return [{ code: 'engine-changed', message }];
}

/**
 * Writes the row, applies the validation to the run, and makes the progress of both.
 *
 * The run only keeps what an uninterrupted one would: a row or a validation that is there because training
 * ends is reported, but not kept.
 */
export function reportProgress(
  run: Run,
  { flushed, isRegular, values, isRegularValidation, stopReason }: StepReport,
): Progress {
  const { plan, step } = run;
  const steps = [...run.pendingLosses, ...flushed.losses];
  const common = {
    ...meanLoss(steps, plan.terms),
    step,
    epoch: epochOf(run),
    learningRate: learningRateAt(run, Math.max(step - 1, 0)),
    skipped: run.skipped,
    norms: flushed.norms,
  };
  const reportedRow = historyRow({ ...common, validation: values });
  const earlier = run.rows.length;
  run.pendingLosses = isRegular ? [] : steps;
  if (isRegular)
    run.rows.push(historyRow({ ...common, validation: isRegularValidation ? values : undefined }));

  const watched = values ? earlyStoppingAfter(run, values) : run.earlyStopping;
  if (values && isRegularValidation) applyValidation(run, values);
  else run.endsAtBest = watched.bestStep !== run.earlyStopping.bestStep;

  const { turn, toldReason } = run;
  const eagerReason = run.engine.name === 'eager' ? run.eagerReason : undefined;
  run.toldReason = eagerReason;
  return {
    ...common,
    losses: steps.map(({ total }) => total),
    validation: values,
    engine: run.engine.name,
    eagerReason: eagerReason === toldReason ? undefined : eagerReason,
    warnings: turn === 0 ? [...(run.warnings ?? []), ...engineWarning(run)] : [],
    get history() {
      return history([...run.rows.slice(0, earlier), reportedRow]);
    },
    bestStep: watched.bestStep ?? undefined,
    stopReason: stopReason ?? (run.earlyStopping.stopped ? 'early stopping' : undefined),
    fault: flushed.fault,
    async state() {
      if (run.turn === turn) return exportState(run);
      throw new ArgumentRangeError(
        `Progress.state: expected to be called before the loop goes on, got a call for step ${step} later.`,
      );
    },
  };
}
