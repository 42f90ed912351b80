import type { LosskitError } from '@losskit/errors';

import { nonFiniteError } from '../step/nonFiniteError.ts';
import type { Norms } from './norms.ts';
import {
  disposeUnread,
  learningRateAt,
  type Run,
  renewChecked,
  restoreSnapshot,
  takeSnapshot,
  takeStep,
  type UnreadStep,
} from './Run.ts';
import { readSteps, type StepsRead } from './readSteps.ts';
import { disposeSnapshot } from './Snapshot.ts';
import type { StepLosses } from './StepLosses.ts';

/** Steps that were read and found finite. */
export interface SettledSteps {
  readonly losses: readonly StepLosses[];
  readonly norms: Norms | undefined;
  /** What is wrong with the next step, where training has to end before it. */
  readonly fault: LosskitError | undefined;
}

/** Reads the unread steps, which are done with then. */
async function readUnread(run: Run): Promise<StepsRead> {
  const unread = run.unread;
  try {
    return await readSteps(unread, run.plan.definition.model.variables);
  } finally {
    run.unread = [];
    disposeUnread(unread);
  }
}

/** Takes one step again and looks at its result; where it is not finite, everything is as before the step. */
async function retake(run: Run, { step, batch, squaredNorms }: UnreadStep) {
  const before = takeSnapshot(run);
  try {
    run.step = step;
    takeStep(run, batch, squaredNorms !== undefined);
    const { losses, norms, finite, brokenVariable } = await readUnread(run);
    if (finite) return { losses, norms, error: undefined };
    restoreSnapshot(run, before);
    run.step = step;
    const error = await nonFiniteError({
      definition: run.plan.definition,
      batch,
      step,
      learningRate: learningRateAt(run, step),
      lastFiniteLoss: run.lastLoss,
      loss: losses[0]?.total ?? Number.NaN,
      brokenVariable,
    });
    restoreSnapshot(run, before);
    return { losses: [], norms: undefined, error };
  } finally {
    disposeSnapshot(before);
  }
}

async function replay(run: Run, window: readonly UnreadStep[]): Promise<SettledSteps> {
  const { nonFinite, skipLimit } = run.plan;
  const losses: StepLosses[] = [];
  let norms: Norms | undefined;
  restoreSnapshot(run, run.checked);
  for (const one of window) {
    const again = await retake(run, one);
    losses.push(...again.losses);
    norms = again.norms;
    if (!again.error) {
      run.skippedInARow = 0;
      run.lastLoss = again.losses[0]?.total;
      continue;
    }
    if (nonFinite === 'throw') throw again.error;
    if (nonFinite === 'stop' || run.skippedInARow + 1 >= skipLimit)
      return { losses, norms, fault: again.error };
    run.skipped += 1;
    run.skippedInARow += 1;
    run.step = one.step + 1;
  }
  return { losses, norms, fault: undefined };
}

/**
 * Reads the unread steps. Where something in them is not finite, goes back to the last read, takes the same steps again one
 * by one, and does at the bad ones what the policy says.
 *
 * So looking at every step costs nothing as long as all goes well, and the very step is found however seldom the loss is
 * read, because the same steps give the same bits.
 */
export async function settleSteps(run: Run): Promise<SettledSteps> {
  const window = run.unread;
  run.unread = [];
  try {
    const read = await readSteps(window, run.plan.definition.model.variables);
    if (read.finite) {
      run.skippedInARow = 0;
      run.lastLoss = read.losses.at(-1)?.total ?? run.lastLoss;
      return { losses: read.losses, norms: read.norms, fault: undefined };
    }
    return await replay(run, window);
  } finally {
    disposeUnread(window);
    renewChecked(run);
  }
}

/**
 * Takes the unread steps again from the last read on, after a step failed: it may have changed the model in part, such as
 * moving statistics.
 */
export async function retakeUnread(run: Run): Promise<void> {
  const window = run.unread;
  run.unread = [];
  try {
    const { losses } = await replay(run, window);
    run.pending = [...run.pending, ...losses];
  } finally {
    disposeUnread(window);
    renewChecked(run);
  }
}
