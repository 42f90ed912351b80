import { isArgumentError, LosskitError } from '@losskit/errors';

import type { ExecutedRun } from '../RunRecord.ts';
import { runTrial } from '../trial/runTrial.ts';
import type { Trial } from '../trial/Trial.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { isOutOfMemory } from './isOutOfMemory.ts';
import { type Unmeasured, unmeasuredRun } from './unmeasuredRun.ts';

/** What an error says of this run alone: the task's other runs can go on. Undefined for what concerns them all. */
function failureOfRun(error: unknown, { loss, seed }: TrialRequest): Unmeasured | undefined {
  if (isOutOfMemory(error)) {
    const reason = `compare: no memory was left to train ${loss} with seed ${seed} (${error.message}); fewer jobs need less.`;
    return { status: 'lost', code: 'out-of-memory', reason };
  }
  const isOfRun = isArgumentError(error) || (error instanceof LosskitError && error.code === 'step-failed');
  return isOfRun ? { status: 'failed', code: error.code, reason: error.message } : undefined;
}

/**
 * Trains and measures, with a stopwatch around it. A loss or a metric that throws, and a lack of memory, make a record that says so.
 *
 * @throws LosskitError for what concerns every loss of the task: its data, its model, the backend.
 */
export async function executeTrial(
  trial: Trial,
  request: TrialRequest,
  signal?: AbortSignal,
): Promise<ExecutedRun> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const record = await runTrial(trial, request, { signal });
    return { record, seconds: seconds() };
  } catch (error) {
    const failure = failureOfRun(error, request);
    if (!failure) throw error;
    return unmeasuredRun(request, failure, seconds());
  }
}
