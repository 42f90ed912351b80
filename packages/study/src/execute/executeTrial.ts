import { isArgumentError, LosskitError } from '@losskit/errors';

import type { ExecutedRun, RunRecord } from '../RunRecord.ts';
import { runTrial } from '../trial/runTrial.ts';
import type { Trial } from '../trial/Trial.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';

/** Whether it was the loss or a metric that failed: the task's other losses can go on. */
function isFailureOfRun(error: unknown): error is Error {
  return isArgumentError(error) || (error instanceof LosskitError && error.code === 'step-failed');
}

function failedRecord({ task, loss, seed, learningRate }: TrialRequest, error: Error): RunRecord {
  return {
    task,
    loss,
    seed,
    learningRate,
    status: 'failed',
    reason: error.message,
    steps: 0,
    curve: [],
    validation: {},
    test: {},
    trivial: {},
    converged: null,
    exact: null,
    jackknife: [],
    evaluatedBy: {},
    initialWeightsDigest: '',
    weightsDigest: '',
    exhibits: {},
  };
}

/**
 * Trains and measures, with a stopwatch around it. A loss or a metric that throws makes a record that says so.
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
    if (!isFailureOfRun(error)) throw error;
    return { record: failedRecord(request, error), seconds: seconds() };
  }
}
