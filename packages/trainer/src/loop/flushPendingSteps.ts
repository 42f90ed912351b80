import type { LosskitError } from '@losskit/errors';
import type { Norms } from '../engine/norms.ts';
import { partOfRequest } from '../engine/partOfRequest.ts';
import type { StepRequest } from '../engine/StepEngine.ts';
import type { StepLosses } from '../engine/StepLosses.ts';
import { nonFiniteError } from '../step/nonFiniteError.ts';
import { disposePending, type Run, readInspection, renewChecked } from './Run.ts';

/** Steps that were read and found finite. */
export interface FlushedSteps {
  readonly losses: readonly StepLosses[];
  readonly norms: Norms | undefined;
  /** What is wrong with the next step, where training has to end before it. */
  readonly fault: LosskitError | undefined;
}

/** Steps one by one; their batches still belong to the given ones. */
function* oneByOne(requests: readonly StepRequest[]): Generator<StepRequest, void> {
  for (const request of requests) {
    for (let index = 0; index < request.batches.count; index++)
      yield partOfRequest(request, index, index + 1);
  }
}

/**
 * Takes one step again and looks at its result; where that is not finite, everything is as before the step.
 */
async function replayStep(run: Run, request: StepRequest) {
  const { engine } = run;
  const { step, batches, learningRates } = request;
  const before = engine.save();
  try {
    engine.take([request]);
    const { losses, norms, finite, brokenVariable } = await engine.read();
    run.step = step + 1;
    if (finite) return { losses, norms, error: undefined };
    run.step = step;
    before.restore();
    engine.publish();
    const error = await nonFiniteError({
      definition: run.plan.definition,
      optimizerState: engine.optimizerState(),
      batch: batches.tensors(0),
      step,
      learningRate: learningRates[0] ?? Number.NaN,
      lastFiniteLoss: run.lastLoss,
      loss: losses[0]?.total ?? Number.NaN,
      brokenVariable,
    });
    before.restore();
    return { losses: [], norms: undefined, error };
  } finally {
    before.dispose();
  }
}

async function replayWindow(run: Run, window: readonly StepRequest[]): Promise<FlushedSteps> {
  const { nonFinite, skipLimit } = run.plan;
  const losses: StepLosses[] = [];
  let norms: Norms | undefined;
  run.checked.restore();
  run.step = window[0]?.step ?? run.step;
  for (const one of oneByOne(window)) {
    const again = await replayStep(run, one);
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
 * Reads the pending steps. Where something in them is not finite, goes back to the last read, takes the same
 * steps again one by one, and does at the bad ones what the policy says.
 *
 * So looking at every step costs nothing as long as all goes well, and the very step is found however seldom
 * the loss is read, because the same steps give the same bits.
 */
export async function flushPendingSteps(run: Run): Promise<FlushedSteps> {
  const window = run.pendingSteps;
  run.pendingSteps = [];
  try {
    await readInspection(run);
    const read = await run.engine.read();
    if (read.finite) {
      run.skippedInARow = 0;
      run.lastLoss = read.losses.at(-1)?.total ?? run.lastLoss;
      return { losses: read.losses, norms: read.norms, fault: undefined };
    }
    return await replayWindow(run, window);
  } finally {
    disposePending(window);
    renewChecked(run);
    run.engine.publish();
  }
}

/**
 * Takes the pending steps again from the last read on, after a step failed: it may have changed the model in
 * part, such as moving statistics.
 */
export async function replaySteps(run: Run): Promise<void> {
  const window = run.pendingSteps;
  run.pendingSteps = [];
  try {
    const { losses } = await replayWindow(run, window);
    run.pendingLosses = [...run.pendingLosses, ...losses];
  } finally {
    disposePending(window);
    renewChecked(run);
    run.engine.publish();
  }
}
