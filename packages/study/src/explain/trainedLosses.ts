import { comparisonStopped } from '../execute/comparisonStopped.ts';

import type { ExecutedRun, RunRecord } from '../RunRecord.ts';
import { runTrial } from '../trial/runTrial.ts';
import type { Trial } from '../trial/Trial.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import type { TrainedLoss } from './ExplainedModel.ts';
import type { Weights } from './Weights.ts';

/** A run whose model is wanted. */
export interface WantedRun {
  readonly trial: Trial;
  readonly request: TrialRequest;
}

/** Trains runs again, because their weights are kept nowhere. @throws LosskitError `interrupted`. */
export async function trainedLosses(
  wanted: readonly WantedRun[],
  signal: AbortSignal | undefined,
  onTrained: (run: ExecutedRun) => void,
): Promise<TrainedLoss[]> {
  const trained: TrainedLoss[] = [];
  for (const { trial, request } of wanted) {
    let weights: Weights | undefined;
    const started = performance.now();
    const record: RunRecord = await runTrial(trial, request, {
      signal,
      async onFinished(variables, others) {
        const read = Object.entries({ ...variables, ...others }).map(
          async ([name, variable]) => [name, Float32Array.from(await variable.data())] as const,
        );
        weights = new Map(await Promise.all(read));
      },
    });
    if (record.status === 'stopped') throw comparisonStopped();
    onTrained({ record, seconds: (performance.now() - started) / 1000 });
    if (weights) trained.push({ loss: trial.loss, weights });
  }
  return trained;
}
