import { LosskitError } from '@losskit/errors';

import type { Plan } from './Plan.ts';

/** What of the options decides the bits of a run, beside functions and data: all but the budgets. */
export type LoopIdentity = Readonly<Record<string, string | number>>;

/** The identity of a plan, by option. */
export function loopIdentity(plan: Plan): LoopIdentity {
  const { definition, terms, validation, earlyStopping, plateau } = plan;
  return {
    optimizer: definition.optimizer.name,
    losses: JSON.stringify(terms.map(({ name, weight }) => [name ?? null, weight])),
    stepsPerEpoch: plan.stepsPerEpoch ?? 'unknown',
    readEvery: plan.readEvery,
    'validation.everySteps': validation?.everySteps ?? 'none',
    'validation.everyEpochs': validation?.everyEpochs ?? 'none',
    'validation.metrics': Object.keys(validation?.metrics?.directions ?? {}).join(', '),
    earlyStopping: JSON.stringify(earlyStopping ?? null),
    reduceOnPlateau: JSON.stringify(plateau ? [plateau.monitor, plateau.schedule.start] : null),
    nonFinite: plan.nonFinite,
    skipLimit: plan.skipLimit,
    norms: String(plan.norms),
    fusedMultiplyAdd: String(plan.fusedMultiplyAdd),
  };
}

/**
 * Refuses to go on with other options. @throws LosskitError `checkpoint-mismatch`, naming the first
 * difference.
 */
export function checkIdentity(plan: Plan, saved: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(loopIdentity(plan))) {
    if (saved[name] === value) continue;
    throw new LosskitError(
      'checkpoint-mismatch',
      `train: expected ${name} to be ${String(saved[name])}, as in the state to resume, got ${value}.`,
    );
  }
}
