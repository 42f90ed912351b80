import type { ExecutedRun, RunRecord } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';

/** Why there is nothing of a run. */
export interface Unmeasured {
  readonly status: Extract<RunRecord['status'], 'failed' | 'lost'>;
  readonly code: string;
  readonly reason: string;
}

/** A run that came to nothing. */
export function unmeasuredRun(
  { task, loss, seed, learningRate }: Pick<TrialRequest, 'task' | 'loss' | 'seed' | 'learningRate'>,
  why: Unmeasured,
  seconds: number,
): ExecutedRun {
  const record: RunRecord = {
    task,
    loss,
    seed,
    learningRate,
    ...why,
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
  return { record, seconds };
}
