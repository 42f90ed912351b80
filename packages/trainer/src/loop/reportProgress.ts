import { ArgumentRangeError } from '@losskit/errors';
import { meanLoss } from '../engine/StepLosses.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import { exportState } from './exportState.ts';
import type { FlushedSteps } from './flushPendingSteps.ts';
import { history, historyRow } from './history.ts';
import { applyValidation, earlyStoppingAfter } from './monitors.ts';
import type { Progress, StopReason } from './Progress.ts';
import { epochOf, learningRateAt, type Run } from './Run.ts';
import type { ValidationValues } from './ValidationValues.ts';

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

/** Of a run that is slower than it was meant to be. */
function threadWarning({ plan, oneThreadReason }: Run): TrainingWarning[] {
  if (plan.threads === 1 || oneThreadReason === undefined) return [];
  const message = `train: expected two threads, as threads says, got one, because ${oneThreadReason}; the numbers are the same.`;
  return [{ code: 'one-thread', message }];
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
  const { loss, outputs } = meanLoss(steps, plan.terms);
  const { skipped } = run;
  const { norms } = flushed;
  const epoch = epochOf(run);
  const learningRate = learningRateAt(run, Math.max(step - 1, 0));
  const rowWith = (validation: ValidationValues | undefined) =>
    historyRow({ step, epoch, loss, outputs, learningRate, skipped, validation, norms });
  const reportedRow = rowWith(values);
  const earlier = run.rows.length;
  run.pendingLosses = isRegular ? [] : steps;
  if (isRegular) {
    const isWhole = values === undefined || isRegularValidation;
    run.rows.push(isWhole ? reportedRow : rowWith(undefined));
  }

  const watched = values ? earlyStoppingAfter(run, values) : run.earlyStopping;
  if (values && isRegularValidation) applyValidation(run, values);
  else run.endsAtBest = watched.bestStep !== run.earlyStopping.bestStep;

  const { turn, toldReason } = run;
  const eagerReason = run.engine.name === 'eager' ? run.eagerReason : undefined;
  run.toldReason = eagerReason;
  return {
    step,
    epoch,
    loss,
    outputs,
    losses: steps.map(({ total }) => total),
    learningRate,
    validation: values,
    norms,
    skipped,
    engine: run.engine.name,
    eagerReason: eagerReason === toldReason ? undefined : eagerReason,
    warnings: [
      ...(turn === 0 ? [...(run.warnings ?? []), ...engineWarning(run), ...threadWarning(run)] : []),
      ...run.untold.splice(0),
    ],
    history: history(() => [...run.rows.slice(0, earlier), reportedRow]),
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
