import { ArgumentRangeError } from '@losskit/errors';

import { exportState } from './exportState.ts';
import { history, historyRow } from './history.ts';
import { earlyStoppingAfter, heedValidation } from './monitors.ts';
import type { Progress, StopReason } from './Progress.ts';
import { epochAt, learningRateAt, type Run } from './Run.ts';
import { meanLoss } from './StepLosses.ts';
import type { SettledSteps } from './settleSteps.ts';
import type { ValidationValues } from './validate.ts';

/** What happened at the step that is told about. */
export interface Told {
  readonly settled: SettledSteps;
  /** Whether this step gets a row in the history; the end of training gets one that a resumed run forgets. */
  readonly isRegular: boolean;
  readonly values: ValidationValues | undefined;
  /** Whether the validation was due at this step, and not just at the end. */
  readonly isRegularValidation: boolean;
  readonly stopReason: StopReason | undefined;
}

/**
 * Writes the row, takes the validation into the run, and makes the progress of both.
 *
 * The run only keeps what an uninterrupted one would: a row or a validation that is there because training ends is told, but
 * not kept.
 */
export function tell(
  run: Run,
  { settled, isRegular, values, isRegularValidation, stopReason }: Told,
): Progress {
  const { plan, step } = run;
  const steps = [...run.pending, ...settled.losses];
  const common = {
    ...meanLoss(steps, plan.terms),
    step,
    epoch: epochAt(plan, step),
    learningRate: learningRateAt(run, Math.max(step - 1, 0)),
    skipped: run.skipped,
    norms: settled.norms,
  };
  const toldRow = historyRow({ ...common, validation: values });
  const earlier = run.rows.length;
  run.pending = isRegular ? [] : steps;
  if (isRegular)
    run.rows.push(historyRow({ ...common, validation: isRegularValidation ? values : undefined }));

  const watched = values ? earlyStoppingAfter(run, values) : run.earlyStopping;
  if (values && isRegularValidation) heedValidation(run, values);
  else run.endsAtBest = watched.bestStep !== run.earlyStopping.bestStep;

  const { turn } = run;
  return {
    ...common,
    losses: steps.map(({ total }) => total),
    validation: values,
    get history() {
      return history([...run.rows.slice(0, earlier), toldRow]);
    },
    bestStep: watched.bestStep ?? undefined,
    stopReason: stopReason ?? (run.earlyStopping.stopped ? 'early stopping' : undefined),
    fault: settled.fault,
    async state() {
      if (run.turn === turn) return exportState(run);
      throw new ArgumentRangeError(
        `Progress.state: expected to be called before the loop goes on, got a call for step ${step} later.`,
      );
    },
  };
}
