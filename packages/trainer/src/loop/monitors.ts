import { disposeSnapshot, snapshotModel } from '../engine/Snapshot.ts';
import { type EarlyStoppingState, nextEarlyStopping } from './earlyStopping.ts';
import type { Run } from './Run.ts';
import type { ValidationValues } from './ValidationValues.ts';

/** What early stopping makes of a validation; nothing is changed. */
export function earlyStoppingAfter(
  { plan, step, earlyStopping }: Run,
  values: ValidationValues,
): EarlyStoppingState {
  if (!plan.earlyStopping) return earlyStopping;
  const value = values[plan.earlyStopping.monitor] ?? Number.NaN;
  return nextEarlyStopping(plan.earlyStopping, earlyStopping, step, value);
}

/** Takes a validation that was due into the run: early stopping, best weights, plateau. */
export function applyValidation(run: Run, values: ValidationValues): void {
  const { plan, plateau } = run;
  const next = earlyStoppingAfter(run, values);
  if (plan.earlyStopping?.restoreBest && next.bestStep !== run.earlyStopping.bestStep) {
    if (run.best) disposeSnapshot(run.best);
    run.best = snapshotModel(plan.definition.model);
  }
  run.earlyStopping = next;
  if (plan.plateau && plateau) {
    run.plateau = plan.plateau.schedule.next(plateau, values[plan.plateau.monitor] ?? Number.NaN);
  }
}
